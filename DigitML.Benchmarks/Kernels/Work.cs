namespace DigitML.Benchmarks.Kernels;

/// <summary>What one operation of a benchmark does. What doesn't matter for its speed is left 0 and not shown.</summary>
/// <param name="MultiplyAdds">Multiply-adds, or for a kernel that saves some of them, those of the plain sum.</param>
/// <param name="Bytes">Bytes that have to be read and written, each once.</param>
internal readonly record struct Work(double MultiplyAdds = 0, double Bytes = 0);

/// <summary>A class of benchmarks whose speeds can be compared with the machine's (<see cref="WorkColumn"/>).</summary>
internal interface IHasWork
{
    /// <summary>What one operation of a benchmark does. The class's parameters are set, but its setup has not run.</summary>
    Work WorkOf(string benchmark);
}
