"""Plain dataclasses and rules of the newsroom. No Qt, no SQL, no files."""
