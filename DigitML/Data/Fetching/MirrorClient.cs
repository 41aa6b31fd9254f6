namespace DigitML.Data.Fetching;

/// <summary>Downloads files over HTTP(S), with a limit on their size and on how long a server may be silent.</summary>
internal sealed class MirrorClient(TimeSpan stallTimeout, IProgress<DatasetProgress>? progress) : IDisposable
{
    // What packing may add to a file that does not pack at all, with room to spare.
    private const long PackingSlack = 64 * 1024;

    private readonly HttpClient _client = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Downloads one file from a mirror and verifies it.</summary>
    /// <returns>The unpacked file.</returns>
    /// <exception cref="HttpRequestException">The mirror cannot be reached or refuses.</exception>
    /// <exception cref="TimeoutException">The mirror was silent for too long.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="DigitMLException">What came is not the file wanted.</exception>
    public async Task<byte[]> DownloadAsync(Uri mirror, DatasetFile file, CancellationToken cancellationToken)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stall.CancelAfter(stallTimeout);
        try
        {
            using MemoryStream received = await ReceiveAsync(new Uri(mirror, file.RemoteName), file, stall).ConfigureAwait(false);
            progress?.Report(new(file.Name, DatasetPhase.Verifying, file.Length, file.Length));
            return PayloadCheck.Unpack(received, file);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("timed out");
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<MemoryStream> ReceiveAsync(Uri address, DatasetFile file, CancellationTokenSource stall)
    {
        using HttpResponseMessage response =
            await _client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        using Stream body = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
        var received = new MemoryStream();
        byte[] buffer = new byte[128 * 1024];
        int count;
        while ((count = await body.ReadAsync(buffer, stall.Token).ConfigureAwait(false)) > 0)
        {
            stall.CancelAfter(stallTimeout);
            received.Write(buffer, 0, count);
            if (received.Length > file.Length + PackingSlack)
            {
                throw new DigitMLException($"{file.RemoteName} goes on after {received.Length} bytes, unpacked it has {file.Length}");
            }
            progress?.Report(new(file.Name, DatasetPhase.Downloading, received.Length, response.Content.Headers.ContentLength));
        }
        received.Position = 0;
        return received;
    }
}
