"""The tree agrees with RFC 6962 as it is written there, and every leaf can be proved."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.lib.merkle import Node, grow, join, leaf_hash, nodes_of, path_of, peaks_of, proof_of, root_of

# Inputs and roots that implementations of RFC 6962 are commonly checked against.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
SIZES = st.integers(1, 150)


def leaves_of(size: int) -> list[bytes]:
    return [leaf_hash(n.to_bytes(4, "big")) for n in range(size)]


def root_by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1: split at the largest power of two below the number of leaves."""
    if len(leaves) == 1:
        return leaves[0]
    middle = 1 << (len(leaves) - 1).bit_length() - 1
    return join(root_by_definition(leaves[:middle]), root_by_definition(leaves[middle:]))


def proof_by_definition(leaf: int, leaves: list[bytes]) -> list[bytes]:
    """RFC 6962, 2.1.1."""
    if len(leaves) == 1:
        return []
    middle = 1 << (len(leaves) - 1).bit_length() - 1
    if leaf < middle:
        return [*proof_by_definition(leaf, leaves[:middle]), root_by_definition(leaves[middle:])]
    return [*proof_by_definition(leaf - middle, leaves[middle:]), root_by_definition(leaves[:middle])]


@pytest.mark.parametrize("size", range(9))
def test_the_known_trees_have_the_known_roots(size: int) -> None:
    peaks: list[bytes] = []
    grow(peaks, 0, [leaf_hash(bytes.fromhex(text)) for text in INPUTS[:size]])

    assert root_of(peaks).hex() == ROOTS[size]


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert root_of([]) == sha256(b"").digest()


@given(SIZES, SIZES)
def test_a_tree_grown_in_two_steps_is_the_tree_by_definition(first: int, second: int) -> None:
    peaks: list[bytes] = []
    leaves = leaves_of(first + second)

    nodes = grow(peaks, 0, leaves[:first]) + grow(peaks, first, leaves[first:])

    assert root_of(peaks) == root_by_definition(leaves)
    assert len(nodes) == nodes_of(first + second)
    assert [nodes[peak.place] for peak in peaks_of(first + second)] == peaks
    assert [nodes[Node(0, n).place] for n in range(len(leaves))] == leaves


@given(SIZES, st.data())
def test_a_path_picked_from_the_list_is_the_path_by_definition(size: int, data: st.DataObject) -> None:
    leaf, leaves = data.draw(st.integers(0, size - 1)), leaves_of(size)
    nodes = grow([], 0, leaves)

    path = path_of(leaf, size)
    proof = proof_of(path, {node: nodes[node.place] for node in path.nodes})

    assert proof == proof_by_definition(leaf, leaves)


@pytest.mark.parametrize("leaf", [-1, 5])
def test_a_leaf_outside_the_tree_has_no_path(leaf: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        path_of(leaf, 5)
