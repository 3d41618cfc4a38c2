from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from bot.cli import COMMANDS
from tests.cli.scripted import DOCUMENTS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

QUESTION = "How many days of annual leave do full-time staff have?"


def test_an_answer_is_data_on_stdout_and_exits_with_0(run: Run) -> None:
    result = run("ask", "--min-confidence", "0", QUESTION)
    assert (result.code, result.err) == (0, "")
    assert "\n> Full-time staff have 25 days" in f"\n{result.out}"
    assert "handbook.md@" in result.out
    assert "\x1b" not in result.out


def test_a_question_may_be_several_words_without_quotation_marks(run: Run) -> None:
    quoted = run("ask", "--json", QUESTION).objects()
    assert run("ask", "--json", *QUESTION.split()).objects()[0]["quotes"] == quoted[0]["quotes"]


def test_no_answer_exits_with_1_and_says_why(run: Run) -> None:
    result = run("ask", "Who invented the telephone?")
    assert result.code == 1
    assert "occur nowhere in the documents" in result.out


def test_json_has_the_promised_keys_and_the_quoted_bytes(run: Run) -> None:
    [answer] = run("ask", "--json", "--min-confidence", "0", QUESTION).objects()
    quote = answer["quotes"][0]
    text = (DOCUMENTS / quote["document"]).read_bytes().decode()
    assert text[quote["start"] : quote["end"]] == quote["text"]
    assert answer.keys() >= {"question", "answered", "sources_differ", "quotes", "reason"}
    assert quote.keys() >= {"section", "passage", "score", "confidence", "citation"}
    assert quote["section"].keys() >= {"title", "date", "tags", "page"}
    assert (answer["question"], answer["answered"], answer["reason"]) == (QUESTION, True, None)


def test_json_of_silence_has_a_reason_and_perhaps_a_nearest_quote(run: Run) -> None:
    [silence] = run("ask", "--json", "Who invented the telephone?").objects()
    assert silence["answered"] is False
    assert silence["quotes"] == []
    assert silence["reason"].startswith("No answer found")
    assert "nearest" in silence


def test_every_line_gets_an_object_whatever_is_in_it(run: Run) -> None:
    lines = [QUESTION.encode(), b"", b"\xff\xfe", b"x" * 10_000, b"y" * 200_000, b"\x00", b"why?"]
    result = run("ask", "--json", "-", stdin=b"\n".join(lines))
    objects = result.objects()
    assert len(objects) == len(lines)
    assert "UTF-8" in objects[2]["reason"]
    assert "1,000 characters" in objects[3]["reason"]
    assert "longer than" in objects[4]["reason"]


def test_the_exit_code_of_a_conversation_is_that_of_its_last_line(run: Run) -> None:
    assert run("ask", "-", stdin=f"hello\n{QUESTION}\n".encode()).code == 0
    assert run("ask", "-", stdin=f"{QUESTION}\nhello\n".encode()).code == 1
    assert run("ask", "-", stdin=b"").code == 1


def test_the_console_answers_what_is_piped_into_it(run: Run) -> None:
    result = run("console", "--min-confidence", "0", stdin=f"\n{QUESTION}\n".encode())
    assert result.code == 0
    assert "> Full-time staff have 25 days" in result.out
    assert "\x1b" not in result.out + result.err
    assert run(stdin=b"/quit\nhello\n").out == ""


def test_search_ranks_passages(run: Run) -> None:
    [found] = run("search", "--json", "--top", "2", "annual leave").objects()
    assert [passage["rank"] for passage in found["passages"]] == [1, 2]
    scores = [passage["score"] for passage in found["passages"]]
    assert scores == sorted(scores, reverse=True)
    shown = run("search", "annual leave")
    assert shown.out.startswith("1. score ")
    nothing = run("search", "zorkmid")
    assert (nothing.code, nothing.out) == (1, "No passage holds a word of that.\n\n")


def test_a_search_says_what_it_respelled(run: Run) -> None:
    note = "‘anual’ was looked for as ‘annual’ too, as the documents have it.\n"
    assert note in run("search", "anual leave").out
    assert note in run("search", "--explain", "anual leave").out
    [found] = run("search", "--json", "anual leave").objects()
    assert found["respellings"] == [{"asked": "anual", "found": "annual"}]
    assert "looked for" not in run("search", "annual leave").out


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            ("--in", "handbok.md"),
            "There is no document or folder ‘handbok.md’. The nearest is ‘handbook.md’.",
        ),
        (("--tag", "Narnia"), "No section is tagged ‘Narnia’."),
        (("--from", "2031-01-01"), "No section is from 1 January 2031 on."),
        (
            ("--to", "2023-12-31", "--in", "minutes.md"),
            "No section is until 31 December 2023 in minutes.md.",
        ),
    ],
)
def test_a_part_that_holds_nothing_is_said_so(
    run: Run, options: tuple[str, ...], told: str
) -> None:
    for command in ("ask", "search"):
        result = run(command, *options, "annual leave")
        assert (result.code, result.out) == (1, f"{told}\n\n")
        [found] = run(command, "--json", *options, "annual leave").objects()
        assert found["reason"] == told


def test_only_the_asked_part_of_the_documents_is_searched(run: Run) -> None:
    def documents(*options: str) -> set[str]:
        [found] = run("search", "--json", *options, "annual leave").objects()
        return {passage["document"] for passage in found["passages"]}

    assert documents() == {"handbook.md", "minutes.md"}
    assert documents("--from", "2024-01-01") == {"minutes.md"}
    assert documents("--to", "2023-12-31") == {"handbook.md"}
    assert documents("--in", "minutes.md") == {"minutes.md"}
    assert documents("--tag", "none such") == set()
    assert run("search", "--from", "2024-01-01", "--to", "2023-01-01", "leave").code == 2


def test_index_says_what_it_holds_and_what_was_left_out(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "good.txt").write_text("Cats sleep.")
    (folder / "empty.txt").touch()
    (folder / "binary.txt").write_bytes(b"\x00\x01")
    result = run("index", "--docs", str(folder))
    assert result.code == 0
    assert "1 document" in result.out
    assert "1 added" in result.out
    assert "2 files left out:\n  binary.txt: " in result.out
    assert "nothing changed" in run("index", "--docs", str(folder)).out


def test_docs_counts_before_and_after_the_command(run: Run, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"The {name} sleeps.")
    both = run("--docs", "one.txt", "index", "--docs", "two.txt")
    assert "2 documents" in both.out
    assert "1 document," in run("--docs", "one.txt", "index").out


def test_docs_leaves_the_index_of_every_day_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("One sleeps.")
    run("index")
    run("--docs", "one.txt", "index")
    assert "nothing changed" in run("index").out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--docs", "none-such", "ask", "who?"), "none-such can't be found"),
        (("ask",), "Missing argument"),
        (("ask", "x" * 10_000), "1,000 characters at most; this one has 10,000"),
        (("search", "x" * 10_000), "1,000 characters at most"),
        (("serch", "leave"), "Did you mean 'search'?"),
        (("who signed it?",), 'To ask: quotebot ask "who signed it?"'),
        (("ask", "--top", "0", "who?"), "is not in the range"),
        (("ask", "--from", "soon", "who?"), "one looks like 2020-12-31"),
        (("evaluate", "none-such.json"), "does not exist"),
        (("completion", "tcsh"), "is not one of"),
    ],
)
def test_bad_input_gets_one_clear_line_and_exits_with_2(
    run: Run, arguments: tuple[str, ...], message: str
) -> None:
    result = run(*arguments)
    assert result.code == 2
    assert message in result.err
    assert result.out == ""


def test_a_wrong_setting_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASSAGE_TOKENS", "many")
    result = run("ask", "who?")
    assert result.code == 2
    assert result.err == (
        "quotebot: PASSAGE_TOKENS is 'many'; allowed is a whole number from 20 to 2000.\n"
    )


def test_a_misspelt_setting_is_pointed_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PASSAGE_TOKEN=100\n")
    assert "Did you mean PASSAGE_TOKENS?" in run("index").err


def test_an_empty_folder_is_no_error_but_no_answer_either(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("--docs", "empty", "ask", "who?")
    assert result.code == 1
    assert result.out == (
        "There are no documents to answer from: the folder holds no readable file.\n\n"
    )


def test_a_folder_left_out_is_mentioned_on_stderr(run: Run, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "bad.txt").write_bytes(b"\x00")
    (tmp_path / "docs" / "good.txt").write_text("Cats sleep.")
    result = run("--docs", "docs", "ask", "who?")
    assert result.err == "quotebot: 1 file left out; quotebot index says why.\n"
    assert run("--docs", "docs", "ask", "who?").err == ""


def test_labelled_questions_are_scored(run: Run, tmp_path: Path) -> None:
    lines = [{"question": QUESTION, "gold": ["25 days"]}, {"question": "hello", "gold": []}]
    questions = tmp_path / "questions.jsonl"
    questions.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    table = run("evaluate", str(questions))
    assert table.code == 0
    assert "answered right by the first quote" in table.out
    [report] = run("evaluate", "--json", str(questions)).objects()
    assert report["right"]["total"] == report["kept_silent"]["total"] == 1
    assert report["false_quotes"]["hits"] == 0
    [report] = run("evaluate", "--json", "--unanswerable", "--limit", "1", str(questions)).objects()
    assert (report["right"]["total"], report["kept_silent"]["total"]) == (0, 1)
    assert report["calibration"]["bins"][0]["questions"] == 1
    (tmp_path / "none.jsonl").touch()
    assert run("evaluate", "none.jsonl").code == 2


def test_questions_that_were_not_answered_right_are_listed(run: Run, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    lines = [
        {"question": QUESTION, "gold": ["26 days"]},
        {"question": "hello\x1b[31m\n", "gold": ["hi"]},
    ]
    questions.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    told = run("evaluate", "--failures", str(questions)).out.splitlines()
    assert "expected calibration error" in "".join(told)
    wrong, quote, _, silent = told[-4:]
    assert wrong.startswith("wrong ")
    assert wrong.endswith(QUESTION)
    assert "25 days" in quote
    assert silent == "silent       hello␛[31m"
    [report] = run("evaluate", "--json", str(questions)).objects()
    assert [each["answered"] for each in report["failures"]] == [True, False]


def test_held_out_goes_with_articles(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"question": "Who?"}\n')
    result = run("evaluate", "--held-out", str(file))
    assert (result.code, "SQuAD files only" in result.err) == (2, True)


def test_a_squad_file_is_asked_of_its_own_articles(run: Run, tmp_path: Path) -> None:
    qa = {"question": "Who sleeps on the mat?", "answers": [{"text": "cat", "answer_start": 4}]}
    paragraph = {"context": "The cat sleeps on the mat.", "qas": [qa]}
    squad = tmp_path / "squad.json"
    squad.write_text(json.dumps({"data": [{"title": "Cats", "paragraphs": [paragraph]}]}))
    [own] = run("evaluate", "--json", "--min-confidence", "0", str(squad)).objects()
    assert own["right"]["hits"] == 1
    [other] = run("--docs", str(DOCUMENTS), "evaluate", "--json", str(squad)).objects()
    assert other["right"]["hits"] == 0


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_teaches_by_example(run: Run, command: str) -> None:
    result = run(*command.split(), "--help")
    assert result.code == 0
    assert command == "feedback" or "\n  Examples:\n    quotebot" in result.out.replace(
        "    TELEGRAM_BOT_TOKEN=… ", "    "
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_can_complete(run: Run, shell: str) -> None:
    assert "_QUOTEBOT_COMPLETE" in run("completion", shell).out


def test_commands_are_completed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_QUOTEBOT_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "quotebot se")
    monkeypatch.setenv("COMP_CWORD", "1")
    assert run().out == "plain,search\n"


def quotebot(*arguments: str, cwd: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DOCUMENTS": str(DOCUMENTS), **options.pop("env", {})}
    command = [sys.executable, *options.pop("python", ()), "-m", "bot", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, **options
    )


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "bot", "search", "leave"]
    environment = {**os.environ, "DOCUMENTS": str(DOCUMENTS)}
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=write, stderr=subprocess.PIPE
    )
    os.close(write)
    assert process.communicate()[1] == b""
    assert process.returncode == 141


def test_ctrl_c_leaves_quietly(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "ask", "--json", "-"]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env={**os.environ, "DOCUMENTS": str(DOCUMENTS)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"hello\n")
    process.stdin.flush()
    assert process.stdout.readline().startswith(b"{")  # each object comes at once
    process.send_signal(2)
    _, err = process.communicate()
    assert (process.returncode, err.strip()) == (130, b"")


def test_ctrl_c_while_documents_are_read_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    environment = {**os.environ, "DOCUMENTS": "documents", "INDEX_DIR": "index"}
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "a.txt").write_text("The ferry leaves at nine.")
    assert quotebot("index", cwd=tmp_path, env=environment).returncode == 0
    [manifest] = (tmp_path / "index").rglob("manifest.json")
    before, lock = manifest.read_bytes(), manifest.with_name("writer.lock")
    locked = lock.stat().st_mtime_ns
    text = " ".join(f"Word{n} and word{n * 7} are words. " for n in range(1_000))
    for number in range(150):
        (documents / f"{number}.txt").write_text(text)
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "index"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while lock.stat().st_mtime_ns == locked:  # until it writes
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(2)
    out, err = process.communicate()
    assert (process.returncode, out) == (130, "")
    assert err == "quotebot: Stopped. The index is still the one from before.\n"
    assert manifest.read_bytes() == before


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("ask", "--help")])
def test_help_and_version_start_without_anything_heavy(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    result = quotebot(*arguments, cwd=tmp_path, python=("-X", "importtime"))
    loaded = {line.rpartition("|")[2].strip() for line in result.stderr.splitlines()}
    assert "bot.cli" in loaded
    assert not loaded & {"numpy", "rich", "prompt_toolkit", "pydantic", "tiktoken", "Stemmer"}


def test_an_answer_for_a_program_imports_no_terminal(tmp_path: Path) -> None:
    result = quotebot("ask", "--json", QUESTION, cwd=tmp_path, python=("-X", "importtime"))
    loaded = {line.rpartition("|")[2].strip() for line in result.stderr.splitlines()}
    assert "numpy" in loaded
    assert not loaded & {"rich", "prompt_toolkit", "telegram", "bot.telegram"}
