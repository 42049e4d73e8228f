"""The encoder read back from exported weights computes what the exported network does, as far as its rounding goes."""

from importlib import resources
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnx", reason="onnx comes with the development set-up")
pytest.importorskip("torch", reason="torch is for training only")
pytest.importorskip("safetensors", reason="safetensors is for training only")

import onnx
import onnxruntime
import torch

from training.events_graph import showing_states, states
from training.restore import encoder


def test_the_states_of_every_layer_read_out_are_those_of_the_network() -> None:
    with resources.as_file(resources.files("dragoman.parse") / "weights") as folder:
        net, kept = encoder(folder)
        model = onnx.load(folder / "model.onnx")
    pieces = np.array([2, *(kept.index(p) for p in ("rebels", "attacked", "the", "port")), 3], dtype=np.int64)
    sizes = {"at": np.arange(5), "lengths": np.array([6]), "sizes": np.array([5])}
    given = {"pieces": pieces, "casings": np.zeros_like(pieces), "positions": np.arange(6), **sizes}
    session = onnxruntime.InferenceSession(showing_states(model).SerializeToString())
    exported = session.run([states(model)[-1]], given)[0][0][0]
    with torch.inference_mode():
        full = net.eval().encode(
            *(torch.tensor(given[k])[None] for k in ("pieces", "casings")), torch.ones(1, 6, dtype=torch.bool)
        )
    assert np.corrcoef(exported.ravel(), full[0].numpy().ravel())[0, 1] > 0.97


def test_a_graph_of_another_make_is_refused(tmp_path: Path) -> None:
    empty = onnx.helper.make_model(onnx.helper.make_graph([], "nothing", [], []))
    onnx.save(empty, tmp_path / "model.onnx")
    (tmp_path / "vocab.txt").write_text("[PAD]\n", encoding="utf-8")
    with pytest.raises(ValueError, match="has 0 loops over sentences"):
        encoder(tmp_path)
