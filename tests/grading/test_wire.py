"""What crosses between the processes arrives as it left, and nothing but plain data arrives at all."""

import json
import socket
import struct
import threading
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from helpers.checks.engine.call import Outcome, Raised, call
from helpers.checks.engine.data import Foreign, identical
from helpers.grading.isolation.values import DTYPE, WireError, decode, encode
from helpers.grading.isolation.wire import Channel, Gone, Late, decode_outcome, encode_outcome

DTYPES = ["<f8", ">f8", "<f4", "<f2", "<i8", "|i1", "|u1", "<u4", "|b1", "<c16", "<c8"]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.complex_numbers(),
    st.text(st.characters(codec="utf-8")),
)
VALUES = st.recursive(
    st.one_of(SCALARS, arrays.arrays(st.sampled_from(DTYPES), arrays.array_shapes(min_dims=0, min_side=0))),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.text("ab"), inner),
    ),
    max_leaves=5,
)


def through(value):
    buffers = []
    header = json.loads(json.dumps(encode(value, buffers)))
    return decode(header, [bytes(b) for b in buffers])


@given(VALUES)
def test_values_arrive_bit_for_bit(value):
    assert repr(through(value)) == repr(value)
    if isinstance(value, np.ndarray):
        assert identical(through(value), value)


@pytest.mark.parametrize(
    "value", [{1, 2}, frozenset({"a"}), 2**70, -(2**64), np.float64(0.5), np.bool_(True), ()]
)
def test_other_kinds(value):
    assert through(value) == value
    assert type(through(value)) is type(value)


def test_a_view_stays_a_view_that_is_not_contiguous(rng):
    wide = rng.standard_normal((6, 8))
    for view in (wide[::2, ::-2], wide.T, wide[1:, 2:5], np.broadcast_to(wide[0], (3, 8))):
        assert np.array_equal(through(view), view)
        assert through(view).strides == view.strides or view.strides[0] == 0
        assert through(view).flags.c_contiguous == view.flags.c_contiguous


def test_only_plain_data_is_encoded():
    for value in (object(), len, np.array([object()]), np.array(["a"]), np.datetime64("2020"), b"x"):
        with pytest.raises(WireError):
            encode(value, [])


@pytest.mark.parametrize(
    "header",
    [
        7, 1.5, ["l", []], {}, {"a": []}, {"a": ["O", [1], [], 0]}, {"a": ["<f8", [2], [], 0]},
        {"a": ["<f8", [-1], [], 0]},
        {"a": ["<f8", [1], [], 9]}, {"a": ["<f8", [1], [], -1]}, {"a": ["<f8", [1 << 62, 1 << 62], [], 0]},
        {"a": ["<U1", [1], [], 0]}, {"i": "12x"}, {"i": 5}, {"i": "0x" + "f" * 20_000},
        {"r": "x"}, {"r": None}, {"c": [1]}, {"d": [[1]]}, {"d": [[{"l": []}, None]]}, {"s": [{"l": []}]}, {"f": 0},
        {"pickle": "x"}, {"l": {"l": []}}, {"a": ["<f8", "x", [], 0]}, {"a": ["V8", [1], [], 0]},
    ],
)  # fmt: skip
def test_anything_else_is_refused(header):
    with pytest.raises(WireError):
        decode(header, [bytes(8)])


def test_depth_is_bounded():
    value = {"l": []}
    for _ in range(50):
        value = {"l": [value]}
    with pytest.raises(WireError):
        decode(value, [])


def test_dtypes_are_a_short_list():
    assert all(DTYPE.fullmatch(name) for name in DTYPES)
    assert not any(
        map(DTYPE.fullmatch, ["O", "|O", "|V8", "<U4", "|S3", "<M8[s]", "f8,f8", "<f8\n", "(2,)f8"])
    )


def test_outcomes_arrive(rng):
    def function(x, k):
        x[0, 0] = 1
        print("hm")
        np.zeros(1) / np.zeros(1)
        return rng.standard_normal((2, 3)), {"a": True}

    outcome = call(function, (rng.standard_normal((2, 2)), 1))
    header, buffers = encode_outcome(outcome)
    back = decode_outcome(json.loads(json.dumps(header)), buffers)
    assert identical(back.value, outcome.value)
    assert (back.changed, back.printed, back.warned) == (outcome.changed, outcome.printed, outcome.warned)
    raised = Outcome(raised=Raised("ValueError", "no", "f", 3, "1/0"))
    assert decode_outcome(*encode_outcome(raised)) == raised


def test_a_large_value_becomes_its_name():
    header, buffers = encode_outcome(Outcome(np.zeros(40 << 20, np.uint8)))
    assert decode_outcome(header, buffers).value == Foreign("a ndarray too large to be compared")


@pytest.mark.parametrize("key", ["value", "raised", "changed", "printed", "warned"])
def test_malformed_outcomes_are_refused(key):
    header, buffers = encode_outcome(Outcome(1.0))
    for bad in (object(), 7, [7, "x", None, {}], {"y": 1}, ["a"] * 50):
        with pytest.raises(WireError):
            decode_outcome({**header, key: bad}, buffers)


def test_text_can_be_written():
    assert through("\ud800").encode("utf-8") == b"?"


@pytest.fixture
def ends():
    pair = [Channel(sock) for sock in socket.socketpair()]
    yield pair
    for channel in pair:
        channel.close()


def test_messages_cross(ends):
    mine, other = ends
    mine.send("call", "f", {"l": []}, buffers=[b"abc", b""])
    assert other.receive() == (["call", "f", {"l": []}], [b"abc", b""])
    mine.close()
    with pytest.raises(Gone):
        other.receive()


@pytest.mark.parametrize(
    "sent",
    [
        struct.pack("!I", 0xFFFFFFFF), struct.pack("!I", 3) + b"abc", struct.pack("!I", 2) + b"[]",
        struct.pack("!I", 11) + b"[[\"x\"],[-1]]"[:11], struct.pack("!I", 19) + b"[[\"x\"],[9999999999]]"[:19],
        struct.pack("!I", 200_000) + b"[" * 200_000, struct.pack("!I", 14) + b"[[\"x\"],[true]]",
    ],
)  # fmt: skip
def test_nonsense_is_refused(sent, ends):
    mine, other = ends
    thread = threading.Thread(target=mine.socket.sendall, args=(sent,))
    thread.start()
    other.deadline = time.monotonic() + 20
    with pytest.raises(WireError):
        other.receive()
    thread.join()


def test_a_wait_ends(ends):
    mine, other = ends
    other.deadline = time.monotonic() + 0.05
    mine.socket.sendall(b"\x00")
    with pytest.raises(Late):
        other.receive()
    with pytest.raises(Late):
        other.receive()


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.bool_])
def test_a_type_of_numbers_arrives_as_itself(dtype):
    assert through(dtype) is dtype


def test_a_type_that_is_none_of_numbers_is_refused():
    with pytest.raises(WireError):
        decode({"y": "|O"}, [])
    with pytest.raises(WireError):
        decode({"y": 7}, [])
