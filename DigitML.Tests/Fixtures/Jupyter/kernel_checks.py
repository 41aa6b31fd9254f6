"""Drives the kernel with Jupyter's own client: the public kernel tests, and what they leave out. JUPYTER_PATH leads to the kernel."""

import os
import time
import unittest
from queue import Empty

import jupyter_kernel_test
from jupyter_client.manager import start_new_kernel

NAME = "digitml-csharp"
PATIENCE = 60


def reply_to(client, request):
    """The reply to a request; others, to requests that were repeated while the kernel started, are passed over."""
    while True:
        message = client.get_shell_msg(timeout=PATIENCE)
        if message["parent_header"].get("msg_id") == request:
            return message["content"]


def make_patient(channel):
    """The public tests wait a tenth of a second for each output of a cell; on a machine with other work that is too short."""
    get, busy = channel.get_msg, False

    async def get_msg(timeout=None):
        nonlocal busy
        message = await get(timeout=PATIENCE if busy or timeout == 1 else timeout)
        busy = message["content"].get("execution_state", "busy" if busy else "idle") == "busy"
        return message

    channel.get_msg = get_msg


class PublicChecks(jupyter_kernel_test.KernelTests):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        make_patient(cls.kc.iopub_channel)

    kernel_name = NAME
    language_name = "C#"
    file_extension = ".cs"
    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("oops");'
    completion_samples = [
        {"text": "Console.WriteL", "matches": {"WriteLine"}},
        {"text": "DigitData", "matches": {"DigitDataset"}},
    ]
    complete_code_samples = ["1 + 1", "int F(int x) { return x; }", "// nothing", ""]
    incomplete_code_samples = ["for (int i = 0; i < 3; i++) {", "class A {", "F(1,"]
    invalid_code_samples = ["int x = ;", ") + 1"]
    code_generate_error = 'throw new InvalidOperationException("on purpose");'
    code_execute_result = [{"code": "6 * 7", "result": "42"}, {"code": 'new[] { "a", "b" }', "result": '["a", "b"]'}]
    code_display_data = [
        {"code": 'Display(Html("<b>x</b>"));', "mime": "text/html"},
        {"code": 'Display(Svg("<svg xmlns=\'http://www.w3.org/2000/svg\'/>"));', "mime": "image/svg+xml"},
        {"code": "Display(new GrayImage(2, 2, new byte[4]));", "mime": "image/png"},
    ]
    code_history_pattern = "6 * 7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Console.WriteLine"
    code_clear_output = "ClearOutput();"


class FurtherChecks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.km, cls.kc = start_new_kernel(kernel_name=NAME)

    @classmethod
    def tearDownClass(cls):
        cls.kc.stop_channels()
        cls.km.shutdown_kernel()

    def run_cell(self, code, meanwhile=None, **options):
        """Runs a cell; returns the reply's content and the outputs as (type, content)."""
        request = self.kc.execute(code, **options)
        if meanwhile:
            meanwhile()
        outputs = []
        while True:
            message = self.kc.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == "status":
                if message["content"]["execution_state"] == "idle":
                    break
            elif message["msg_type"] != "execute_input":
                outputs.append((message["msg_type"], message["content"]))
        return reply_to(self.kc, request), outputs

    def text_of(self, code):
        reply, outputs = self.run_cell(code)
        self.assertEqual(reply["status"], "ok", reply)
        return outputs[-1][1]["data"]["text/plain"]

    def wait_for_output(self, text):
        while True:
            message = self.kc.get_iopub_msg(timeout=PATIENCE)
            if message["msg_type"] == "stream" and text in message["content"]["text"]:
                return

    def check_interrupt(self, code):
        self.run_cell("int kept = 42;")

        def interrupt():
            self.wait_for_output("running")
            self.km.interrupt_kernel()

        reply, outputs = self.run_cell('Console.WriteLine("running");\n' + code, interrupt)
        self.assertEqual((reply["status"], reply["ename"]), ("error", "Interrupted"))
        self.assertEqual(outputs[-1][0], "error")
        self.assertEqual(self.text_of("kept"), "42")

    def test_interrupt_loop(self):
        self.check_interrupt("while (true) { }")

    def test_interrupt_loop_without_block(self):
        self.check_interrupt("for (int i = 0; ; i++) if (i < 0) break;")

    def test_interrupt_loop_that_catches(self):
        self.check_interrupt("while (true) { try { while (true) { } } catch { } }")

    def test_interrupt_goto(self):
        self.check_interrupt("again: goto again;")

    def test_interrupt_wait(self):
        self.check_interrupt("Thread.Sleep(1_000_000);")

    def test_interrupt_await(self):
        self.check_interrupt("await Task.Delay(-1);")

    def test_interrupt_loop_after_await(self):
        self.check_interrupt("await Task.Delay(1); while (true) { }")

    def test_interrupt_training(self):
        train = "new CnnTrainer(options).Fit(images)"
        self.run_cell(
            "var images = new ImageSet(new byte[256 * 784], new int[256], 28, 28, new[] { \"0\", \"1\" });\n"
            "var options = new TrainingOptions { Network = new Network([new Flatten(), new Dense(2)]), Epochs = 1_000_000 };"
        )
        self.check_interrupt(train + ";")
        self.assertEqual(self.text_of("new CnnTrainer(options with { Epochs = 2 }).Fit(images).History.Count"), "2")

    def test_heartbeat_while_a_cell_computes(self):
        beats = []

        def beat():
            self.wait_for_output("running")
            for _ in range(3):
                self.kc.hb_channel._beating = False
                end = time.monotonic() + PATIENCE
                while not self.kc.hb_channel._beating and time.monotonic() < end:
                    time.sleep(0.05)
                beats.append(self.kc.hb_channel._beating)
            self.km.interrupt_kernel()

        self.run_cell('Console.WriteLine("running"); Parallel.For(0, 64, _ => { while (true) { } });', beat)
        self.assertEqual(beats, [True] * 3)

    def test_output_streams_while_a_cell_runs(self):
        def read():
            self.wait_for_output("first")
            self.km.interrupt_kernel()

        reply, _ = self.run_cell('Console.WriteLine("first"); Thread.Sleep(1_000_000);', read)
        self.assertEqual(reply["status"], "error")

    def test_order_of_streams_and_displays(self):
        _, outputs = self.run_cell('Console.Write("a"); Console.Error.Write("b"); Display("c"); Console.Write("d");')
        seen = [content.get("text") or content["data"]["text/plain"] for _, content in outputs]
        self.assertEqual(seen, ["a", "b", "c", "d"])

    def test_update_display(self):
        _, outputs = self.run_cell('var shown = Display("before"); shown.Update("after");')
        (first, shown), (second, updated) = outputs
        self.assertEqual((first, second), ("display_data", "update_display_data"))
        self.assertEqual(shown["transient"], updated["transient"])
        self.assertEqual(updated["data"]["text/plain"], "after")
        _, later = self.run_cell('shown.Update("later");')
        self.assertEqual((later[0][0], later[0][1]["transient"]), ("update_display_data", shown["transient"]))

    def test_progress(self):
        _, outputs = self.run_cell('var bar = Progress(4, "work"); for (int i = 0; i <= 4; i++) { bar.Report(i); }')
        self.assertIn("work 0 %", outputs[0][1]["data"]["text/plain"])
        self.assertIn("work 100 %", outputs[-1][1]["data"]["text/plain"])

    def test_await(self):
        self.assertEqual(self.text_of("await Task.Run(() => 5)"), "5")

    def test_state(self):
        self.run_cell("int Double(int x) => 2 * x;\nrecord Point(int X);")
        self.assertEqual(self.text_of("Double(new Point(4).X)"), "8")

    def test_state_after_an_exception(self):
        self.run_cell('int before = 7; throw new Exception("no");')
        self.assertEqual(self.text_of("before"), "7")

    def test_silent(self):
        count = self.run_cell("1")[0]["execution_count"]
        reply, outputs = self.run_cell("2 + 2", silent=True)
        self.assertEqual((reply["status"], outputs), ("ok", []))
        self.assertEqual(self.run_cell("1")[0]["execution_count"], count + 1)

    def test_user_expressions(self):
        reply, _ = self.run_cell("int u = 3;", user_expressions={"good": "u + 1", "bad": "nothing"})
        self.assertEqual(reply["user_expressions"]["good"]["data"]["text/plain"], "4")
        self.assertEqual(reply["user_expressions"]["bad"]["status"], "error")

    def test_compile_error_has_the_line(self):
        reply, _ = self.run_cell("int fine = 1;\nint wrong = missing;")
        self.assertEqual(reply["ename"], "CompileError")
        self.assertIn("(2,13): error CS0103", reply["evalue"])

    def test_compile_error_within_a_loop_has_its_column(self):
        reply, _ = self.run_cell("while (true) missing();")
        self.assertIn("(1,14): error CS0103", reply["evalue"])

    def test_exception_has_the_line(self):
        reply, _ = self.run_cell("int Divide(int by)\n{\n    return 1 / by;\n}\n\nDivide(0)")
        self.assertEqual(reply["ename"], "DivideByZeroException")
        text = "\n".join(reply["traceback"])
        self.assertIn("line 3: return 1 / by;", text)
        self.assertIn("line 6: Divide(0)", text)
        self.assertNotIn("Submission#", text)

    def test_stop_on_error(self):
        requests = [self.kc.execute(code) for code in ("Thread.Sleep(1000); throw new Exception();", "1", "2")]
        replies = [reply_to(self.kc, request) for request in requests]
        self.assertEqual([reply["status"] for reply in replies], ["error", "aborted", "aborted"])
        self.assertEqual(self.text_of("3"), "3")

    def test_go_on_after_error(self):
        requests = [self.kc.execute(code, stop_on_error=False) for code in ("Thread.Sleep(1000); throw new Exception();", "1")]
        replies = [reply_to(self.kc, request) for request in requests]
        self.assertEqual([reply["status"] for reply in replies], ["error", "ok"])

    def test_input(self):
        def answer():
            question = self.kc.get_stdin_msg(timeout=PATIENCE)
            self.assertEqual(question["content"], {"prompt": "name? ", "password": False})
            self.kc.input("Ada")

        _, outputs = self.run_cell('Input("name? ")', answer, allow_stdin=True)
        self.assertEqual(outputs[-1][1]["data"]["text/plain"], "Ada")

    def test_console_input(self):
        def answer():
            self.kc.get_stdin_msg(timeout=PATIENCE)
            self.kc.input("line")

        _, outputs = self.run_cell("Console.ReadLine()", answer, allow_stdin=True)
        self.assertEqual(outputs[-1][1]["data"]["text/plain"], "line")

    def test_input_not_allowed(self):
        reply, _ = self.run_cell("Input()", allow_stdin=False)
        self.assertEqual(reply["ename"], "InvalidOperationException")

    def test_interrupt_of_a_question(self):
        def interrupt():
            self.kc.get_stdin_msg(timeout=PATIENCE)
            self.km.interrupt_kernel()

        reply, _ = self.run_cell("Input()", interrupt, allow_stdin=True)
        self.assertEqual(reply["ename"], "Interrupted")

    def test_completion_counts_code_points(self):
        content = reply_to(self.kc, self.kc.complete('"\U0001f642".Lengt'))
        self.assertEqual((content["matches"], content["cursor_start"], content["cursor_end"]), (["Length"], 4, 9))

    def test_completion_knows_earlier_cells(self):
        self.run_cell('var someDigits = new List<int> { 1 };')
        for code, match in (("someDig", "someDigits"), ("someDigits.Ad", "Add"), ("someDigits.First().ToStr", "ToString"), ("someDigits?.Cou", "Count")):
            self.assertIn(match, reply_to(self.kc, self.kc.complete(code))["matches"], code)

    def test_inspect_reads_documentation(self):
        content = reply_to(self.kc, self.kc.inspect("GrayImage.Load", 12))
        self.assertIn("GrayImage GrayImage.Load(string path)", content["data"]["text/plain"])
        self.assertIn("throws", content["data"]["text/plain"])

    def test_inspect_of_nothing(self):
        self.assertFalse(reply_to(self.kc, self.kc.inspect("nothingOfThisName"))["found"])

    def test_failure_in_a_background_thread(self):
        _, outputs = self.run_cell('new Thread(() => throw new Exception("far away")).Start();')
        # The thread may be quicker than the end of the cell or slower.
        if not any(kind == "stream" and "far away" in content["text"] for kind, content in outputs):
            self.wait_for_output("far away")
        self.assertEqual(self.text_of("1 + 1"), "2")

    def test_comms(self):
        self.assertEqual(reply_to(self.kc, self.kc.comm_info()), {"status": "ok", "comms": {}})

    def test_half_surrogates_can_be_put_out(self):
        _, outputs = self.run_cell('Console.Write("a" + (char)0xD83D + "b"); Display("\\uDE42x");')
        self.assertEqual(outputs[0][1]["text"], "a\ufffdb")

    def test_empty_cell(self):
        self.assertEqual(self.run_cell(" \n")[0]["status"], "ok")

    def test_wrong_key_is_not_answered(self):
        key = self.kc.session.key
        self.kc.session.key = b"another"
        try:
            request = self.kc.kernel_info()
            with self.assertRaises(Empty):
                while True:
                    self.assertNotEqual(self.kc.get_shell_msg(timeout=1)["parent_header"].get("msg_id"), request)
        finally:
            self.kc.session.key = key
        self.assertEqual(self.text_of("1 + 1"), "2")

    def test_two_clients(self):
        other = self.km.client()
        other.start_channels()
        other.wait_for_ready(timeout=PATIENCE)
        self.run_cell("int shared = 9;")
        self.assertEqual(reply_to(other, other.execute("shared"))["status"], "ok")
        other.stop_channels()


class LifeChecks(unittest.TestCase):
    def test_shutdown(self):
        km, kc = start_new_kernel(kernel_name=NAME)
        kc.shutdown()
        kc.stop_channels()
        end = time.monotonic() + PATIENCE
        while km.is_alive() and time.monotonic() < end:
            time.sleep(0.1)
        self.assertFalse(km.is_alive())

    def test_restart_while_a_cell_computes(self):
        km, kc = start_new_kernel(kernel_name=NAME)
        kc.execute("int gone = 1; while (true) { }")
        km.restart_kernel()
        kc.wait_for_ready(timeout=PATIENCE)
        self.assertEqual(reply_to(kc, kc.execute("gone"))["ename"], "CompileError")
        kc.stop_channels()
        km.shutdown_kernel()

    def test_signal_interrupts(self):
        km, kc = start_new_kernel(kernel_name=NAME)
        request = kc.execute('Console.WriteLine("running"); while (true) { }')
        while kc.get_iopub_msg(timeout=PATIENCE)["msg_type"] != "stream":
            pass
        os.kill(km.provisioner.pid, 2)
        self.assertEqual(reply_to(kc, request)["ename"], "Interrupted")
        kc.stop_channels()
        km.shutdown_kernel()


if __name__ == "__main__":
    unittest.main(verbosity=2)
