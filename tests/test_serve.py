"""The console as a page: for this machine, with its secret, offline, and runs to go on with."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest
from driving import servers
from driving.browser import fresh_page
from driving.player import Player

from simkit import serve
from simkit.errors import ScenarioError, SimkitError, UnknownName

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_without_voila_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SimkitError, match=r"-m pip install 'simkit\[serve\]'"):
        serve.serve("whatsapp-2021")


def test_a_port_that_is_taken_is_refused_or_another_one_found(
        monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind((serve.HERE, 0))
        port = taken.getsockname()[1]
        with pytest.raises(SimkitError, match=f"port {port} cannot be used"):
            serve.free_port(port)
        monkeypatch.setattr(serve, "PORT", port)
        assert serve.free_port(None) not in (0, port)


def test_a_faulty_scenario_is_told_before_anything_is_served(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("title: nothing else\n")
    with pytest.raises(ScenarioError):
        serve.serve(str(broken))
    with pytest.raises(UnknownName, match="whatsapp-2021"):
        serve.serve("whatsap-2021")


def test_voila_listens_here_only_and_its_secret_is_not_on_the_command_line(
        monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    started: list[tuple[list[str], dict[str, str]]] = []

    class Voila:
        def __init__(self, line: list[str], env: dict[str, str]) -> None:
            started.append((line, env))
            self.page = json.loads(Path(line[3]).read_text())

        def __enter__(self) -> Voila:
            return self

        def __exit__(self, *_: Any) -> None: ...

        def wait(self) -> int:
            return 0

    monkeypatch.setattr("subprocess.Popen", Voila)
    assert serve.serve("whatsapp-2021", seed=7, mode="exam", browser=False, dark=True) == 0
    (line, surroundings), = started
    assert "--Voila.ip=127.0.0.1" in line
    assert "--theme=dark" in line
    assert f"?token={surroundings['JUPYTER_TOKEN']}" in capsys.readouterr().out
    assert surroundings["JUPYTER_TOKEN"] not in " ".join(line)
    assert not Path(line[3]).exists()


def test_the_cell_of_the_page_is_code_that_names_the_run(tmp_path: Path) -> None:
    folder = tmp_path / "it's a \"folder\""
    (cell,) = serve.notebook("mine.yaml", folder, None, "calm", "exam")["cells"]  # type: ignore[misc]
    compile(cell["source"], "cell", "exec")
    assert repr(str(folder)) in cell["source"]
    assert "enter('mine.yaml', None, variant='calm', mode='exam')" in cell["source"]


def test_a_run_on_the_page_outlives_its_tab(browser: Browser, tmp_path: Path) -> None:
    outside: list[str] = []
    with servers.page(tmp_path, tmp_path / "own", "whatsapp-2021", "--seed", "7") as address:
        with fresh_page(browser, "", outside) as page:
            page.goto(address)
            me = Player(page)
            me.prepare()
            me.begin()
            begun = me.clock
            me.act("incident channel")
        with fresh_page(browser, "", outside) as page:
            page.goto(address)
            me = Player(page)
            page.get_by_text("2 decisions").wait_for()
            # A tab that dies does not tell its kernel, which still holds the run
            page.get_by_role("button", name="Go on", exact=True).click()
            page.get_by_role("button", name="Take over", exact=True).click()
            me.paused("the monitors raise an alarm")
            assert me.clock == begun
        page_without_secret = urlopen(address.split("?")[0]).geturl()
    assert "/login" in page_without_secret
    assert outside == []
