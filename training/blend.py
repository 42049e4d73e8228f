"""The mean of two networks of which one was trained on from the other: `python -m training.blend LATER EARLIER --share .4 --out FILE`.

Both lie in one valley of the loss, and a point between them forgets less than the later one (Wortsman et al., 2022,
"Model soups"); the share is chosen on dev.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("later", type=Path, help="a checkpoint of training.train")
    parser.add_argument("earlier", type=Path, help="the one it was started from")
    parser.add_argument("--share", type=float, default=0.4, help="of the earlier one, from 0 to 1")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    later, earlier = (torch.load(p, weights_only=False) for p in (args.later, args.earlier))
    if later["kept"] != earlier["kept"] or later["lists"] != earlier["lists"]:
        raise SystemExit(f"{args.later} and {args.earlier} have other vocabularies or labels: no mean can be taken.")
    net = {
        name: (args.share * earlier["net"][name].float() + (1 - args.share) * value.float()).to(value.dtype)
        for name, value in later["net"].items()
    }
    torch.save({**later, "net": net}, args.out)


if __name__ == "__main__":
    main()
