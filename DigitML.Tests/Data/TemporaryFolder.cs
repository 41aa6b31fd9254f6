namespace DigitML.Tests.Data;

/// <summary>A fresh folder that is removed with all it holds.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("digitml-datasets-").FullName;

    public string this[params string[] parts] => Path.Combine([_path, .. parts]);

    public string Write(string name, byte[] content)
    {
        string path = this[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
