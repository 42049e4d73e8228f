"""The record on disk: one SQLite file a case, written a report at a time and read through a View."""

from dragoman.store.case import Store
from dragoman.store.codec import pack, unpack
from dragoman.store.view import Filter, View, dump
from dragoman.store.writer import Writer

__all__ = ["Filter", "Store", "View", "Writer", "dump", "pack", "unpack"]
