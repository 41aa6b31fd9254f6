namespace DigitML.Jupyter.Output;

/// <summary>Where the outputs of cells go: to a front end, or into a notebook's file.</summary>
internal interface ICellOutput
{
    /// <summary>Text that was written to "stdout" or "stderr".</summary>
    void Stream(string name, string text);

    /// <summary>Shows a value.</summary>
    /// <param name="value">Its forms.</param>
    /// <param name="displayId">Its name for later updates.</param>
    void Display(MimeBundle value, string displayId);

    /// <summary>Replaces a value that was shown, wherever it stands.</summary>
    void Update(MimeBundle value, string displayId);

    /// <summary>Removes the cell's outputs.</summary>
    /// <param name="wait">Not before the next output comes.</param>
    void Clear(bool wait);

    /// <summary>Asks the user for a line.</summary>
    /// <exception cref="InvalidOperationException">Nobody can be asked.</exception>
    string ReadLine(string prompt, bool password);
}
