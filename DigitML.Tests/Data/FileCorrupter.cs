namespace DigitML.Tests.Data;

/// <summary>Damages good files at random and checks that a reader either reads them or says that they are malformed.</summary>
/// <param name="seed">Which damages.</param>
internal sealed class FileCorrupter(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>How many files were read all the same.</summary>
    public int Read { get; private set; }

    /// <summary>How many files were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>A copy with one to three bytes changed, left out or added, or with the end cut off.</summary>
    public byte[] Spoil(byte[] good)
    {
        List<byte> bytes = [.. good];
        for (int changes = _random.Next(1, 4); changes > 0 && bytes.Count > 0; changes--)
        {
            int place = _random.Next(bytes.Count);
            switch (_random.Next(5))
            {
                case 0: bytes.RemoveAt(place); break;
                case 1: bytes.Insert(place, (byte)_random.Next(256)); break;
                case 2: bytes.RemoveRange(place, bytes.Count - place); break;
                case 3: bytes[place] = (byte)",\"\n;0.'(){}:9"[_random.Next(13)]; break;
                default: bytes[place] = (byte)_random.Next(256); break;
            }
        }
        return [.. bytes];
    }

    /// <summary>Reads a file, which may throw nothing but <see cref="DigitMLException"/> with a sentence.</summary>
    public void Check(string path, Action<string> read)
    {
        try
        {
            read(path);
            Read++;
        }
        catch (DigitMLException exception)
        {
            Assert.IsTrue(exception.Message.EndsWith('.') && exception.Message.StartsWith('\''), exception.Message);
            Refused++;
        }
        catch (Exception exception)
        {
            Assert.Fail($"{Convert.ToHexString(File.ReadAllBytes(path))}: {exception}");
        }
    }
}
