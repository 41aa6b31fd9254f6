using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using DigitML.Jupyter.Messaging;
using DigitML.Jupyter.Output;

namespace DigitML.Jupyter.Kernel;

/// <summary>Sends what cells put out to the front end.</summary>
/// <param name="sockets">Where to.</param>
internal sealed class KernelOutput(KernelSockets sockets) : ICellOutput
{
    private readonly BlockingCollection<string> _answers = [];

    /// <summary>The request whose cell ran last: outputs belong to it.</summary>
    public JupyterMessage? Request { get; set; }

    /// <inheritdoc/>
    public void Stream(string name, string text) =>
        Publish("stream", new JsonObject { ["name"] = name, ["text"] = WellFormed.Text(text) });

    /// <inheritdoc/>
    public void Display(MimeBundle value, string displayId) => Publish("display_data", Content(value, displayId));

    /// <inheritdoc/>
    public void Update(MimeBundle value, string displayId) => Publish("update_display_data", Content(value, displayId));

    /// <inheritdoc/>
    public void Clear(bool wait) => Publish("clear_output", new JsonObject { ["wait"] = wait });

    /// <inheritdoc/>
    public string ReadLine(string prompt, bool password)
    {
        while (_answers.TryTake(out _)) { }
        if (Request?.Flag("allow_stdin", false) != true
            || !sockets.Ask(Request, new JsonObject { ["prompt"] = WellFormed.Text(prompt), ["password"] = password }))
        {
            throw new InvalidOperationException("The front end does not take questions: give the value in the cell.");
        }

        return _answers.Take();
    }

    /// <summary>Takes the user's answer to a question.</summary>
    public void Answer(JupyterMessage message)
    {
        if (message.Type == "input_reply") { _answers.Add(message.Text("value")); }
    }

    private static JsonObject Content(MimeBundle value, string displayId) => new()
    {
        ["data"] = value.Data,
        ["metadata"] = new JsonObject(),
        ["transient"] = new JsonObject { ["display_id"] = displayId },
    };

    private void Publish(string type, JsonObject content) => sockets.Publish(type, Request?.Header, content);
}
