#:project ../DigitML.Jupyter
#:property PublishAot=false
// The cells of notebooks/05-read-a-page.ipynb as a program; a test keeps the two equal.

// # Read a page
// A page of handwritten numbers: find the paper, the ink, the lines and the digits, and read each of them.

string path = new[] { "../docs/reading/1-page.png", "docs/reading/1-page.png" }.First(File.Exists);
GrayImage page = GrayImage.Load(path);
Console.WriteLine($"{page.Width} x {page.Height} pixels");

var reader = DigitReader.Pretrained(NumeralSystem.Latin);
var stages = new PageDiagnostics();
PageResult reading = reader.Read(page, stages);
Console.WriteLine(reading.Text);
Console.WriteLine($"{reading.Count} digits, {reading.Rejected.Count} other shapes");

// Each digit with its box. What is read with less than 90 % confidence is orange: there a person should look.

Display(Figure.Page(page, reading));

Display(reading.Select(digit => new
{
    digit.Line, digit.Label, Confidence = $"{digit.Confidence:P1}", digit.Box.X, digit.Box.Y, digit.Box.Width, digit.Box.Height,
}));

// **The way of a page.** The stages are kept as pictures. First the paper: how light it is everywhere, with its shadows.

string folder = Path.Combine(Path.GetTempPath(), "digitml-05-read-a-page");
stages.Save(folder);
Display(GrayImage.Load(Path.Combine(folder, "2-paper.png")));

// Then how far each pixel lies off the paper around it: the shadows are gone.

Display(GrayImage.Load(Path.Combine(folder, "3-contrast.png")));

// In the end each digit is scaled and centred as MNIST's were. This is what the network sees. What lies between is shown in
// [docs/reading.md](../docs/reading.md).

Display(GrayImage.Load(Path.Combine(folder, "9-pictures.png")));
