# The default is test and lint.
default: test lint

# Install into the current environment, with what the tests and the checks need
install:
    pip install -e ".[test,dev]"

test:
    pytest

lint:
    ruff check .
    mypy

fix:
    ruff check --fix .
    ruff format .

# Quality on the hand-coded records, and the floors below which CI fails
gate:
    python -m benchmarks.floors

# All figures the documentation quotes, but for the fuzzer and the peer, which take long (benchmarks/README.md)
bench:
    python -m benchmarks.claims
    python -m benchmarks.fresh
    python -m benchmarks.second
    python -m benchmarks.heads
    python -m benchmarks.lexicon
    python -m benchmarks.quiet
    python -m benchmarks.plv
    python -m benchmarks.calibrate
    python -m benchmarks.clean
    python -m benchmarks.copies
    python -m benchmarks.hostile_files
    python -m benchmarks.hostile_net
    python -m benchmarks.kill_resume
    python -m benchmarks.events
    python -m benchmarks.parse
    python -m benchmarks.meaning
    python -m benchmarks.reference
    python -m benchmarks.actors
    python -m benchmarks.places
    python -m benchmarks.times
    python -m benchmarks.times_wikinews
    python -m benchmarks.smp
    python -m benchmarks.draws
    python -m benchmarks.speed
    python -m benchmarks.coder_speed

# The example case, end to end
example:
    dragoman read examples/suez --case example.db
    dragoman report --case example.db -o case.html

# The picture in the README (needs chromium)
picture: example
    chromium --headless --no-sandbox --hide-scrollbars --window-size=980,1080 --screenshot=docs/case.png "file://$PWD/case.html"

# Retrain the language model (needs torch; see training/README.md)
train data="../shared/data":
    python -m training.train --data {{data}} --out dragoman/parse/weights
