// Drives the kernel as VS Code does: three DEALERs of one routing id, a SUB for everything, no heartbeat; kernel_info is repeated on control
// and shell until there is a reply and something was published. Arguments: the folder with node_modules, the connection file.
"use strict";
const assert = require("assert");
const crypto = require("crypto");
const fs = require("fs");
const path = require("path");
const zmq = require(path.join(process.argv[2], "node_modules", "zeromq"));
const connection = JSON.parse(fs.readFileSync(process.argv[3], "utf8"));

const session = crypto.randomUUID();
const DELIMITER = "<IDS|MSG>";
const at = (port) => `tcp://${connection.ip}:${port}`;
const options = { routingId: crypto.randomUUID(), linger: 0 };
const shell = new zmq.Dealer(options), control = new zmq.Dealer(options), stdin = new zmq.Dealer(options);
const iopub = new zmq.Subscriber({ maxMessageSize: -1 });

const sign = (parts) => parts.reduce((hash, part) => hash.update(part), crypto.createHmac("sha256", connection.key)).digest("hex");

async function send(socket, type, content) {
    const header = { msg_id: crypto.randomUUID(), session, username: "vscode", date: new Date().toISOString(), msg_type: type, version: "5.2" };
    const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
    await socket.send([DELIMITER, sign(parts), ...parts]);
    return header.msg_id;
}

function decode(frames) {
    const texts = frames.map((frame) => frame.toString());
    const start = texts.indexOf(DELIMITER);
    const parts = texts.slice(start + 2, start + 6);
    assert.strictEqual(texts[start + 1], sign(parts));
    const [header, parent, , content] = parts.map((part) => JSON.parse(part));
    // VS Code fills these in and relies on them.
    for (const field of ["msg_id", "msg_type", "session", "username", "version", "date"]) { assert.strictEqual(typeof header[field], "string"); }
    return { type: header.msg_type, parent: parent.msg_id, content };
}

const inbox = [];
let wake = () => {};
async function listen(name, socket) {
    for await (const frames of socket) {
        inbox.push({ from: name, ...decode(frames) });
        wake();
    }
}

// The first message that fits, now or later.
async function next(fits, milliseconds = 60000) {
    const end = Date.now() + milliseconds;
    for (;;) {
        const index = inbox.findIndex(fits);
        if (index >= 0) { return inbox.splice(index, 1)[0]; }
        if (Date.now() > end) { return null; }
        await new Promise((resolve) => { wake = resolve; setTimeout(resolve, 50); });
    }
}

async function becomeReady() {
    for (let attempt = 0; attempt < 120; attempt++) {
        await send(control, "kernel_info_request", {});
        await send(shell, "kernel_info_request", {});
        const reply = await next((message) => message.type === "kernel_info_reply", 500);
        if (reply && inbox.some((message) => message.from === "iopub")) { return reply.content; }
    }
    throw new Error("the kernel did not become ready");
}

async function execute(code, meanwhile) {
    const id = await send(shell, "execute_request",
        { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: true, stop_on_error: true });
    if (meanwhile) { await meanwhile(id); }
    const reply = await next((message) => message.type === "execute_reply" && message.parent === id);
    const idle = (message) => message.type === "status" && message.parent === id && message.content.execution_state === "idle";
    assert.ok(await next(idle), "idle");
    return { reply: reply.content, outputs: inbox.filter((message) => message.from === "iopub" && message.parent === id) };
}

async function main() {
    shell.connect(at(connection.shell_port));
    control.connect(at(connection.control_port));
    stdin.connect(at(connection.stdin_port));
    iopub.connect(at(connection.iopub_port));
    iopub.subscribe();
    for (const [name, socket] of Object.entries({ shell, control, stdin, iopub })) { listen(name, socket).catch((error) => { throw error; }); }

    const info = await becomeReady();
    assert.strictEqual(info.language_info.name, "C#");
    assert.strictEqual(info.protocol_version, "5.3");

    const sum = await execute("1 + 1");
    assert.deepStrictEqual(sum.outputs.filter((message) => message.type !== "status").map((message) => message.type), ["execute_input", "execute_result"]);
    assert.strictEqual(sum.outputs.find((message) => message.type === "execute_result").content.data["text/plain"], "2");

    const asked = await execute("int kept = int.Parse(Input(\"how many?\"));", async () => {
        const question = await next((message) => message.from === "stdin" && message.type === "input_request");
        assert.strictEqual(question.content.prompt, "how many?");
        await send(stdin, "input_reply", { value: "12" });
    });
    assert.strictEqual(asked.reply.status, "ok");

    const endless = await execute("Console.WriteLine(\"running\"); while (true) { }", async (id) => {
        assert.ok(await next((message) => message.type === "stream" && message.parent === id));
        await send(control, "interrupt_request", {});
        assert.ok(await next((message) => message.type === "interrupt_reply"));
    });
    assert.strictEqual(endless.reply.ename, "Interrupted");
    const kept = await execute("kept");
    assert.strictEqual(kept.outputs.find((message) => message.type === "execute_result").content.data["text/plain"], "12");

    await send(control, "shutdown_request", { restart: false });
    assert.ok(await next((message) => message.type === "shutdown_reply"));
    console.log("driven");
    process.exit(0);
}

main().catch((error) => { console.error(error); process.exit(1); });
