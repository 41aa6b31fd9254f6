namespace DigitML.Jupyter.Zmtp;

/// <summary>A peer sent what the protocol does not allow; its connection ends.</summary>
internal sealed class ZmtpException(string message) : Exception(message);
