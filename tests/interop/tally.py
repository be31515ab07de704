"""Counts what passed and failed, and says so."""


class Tally:
    def __init__(self):
        self.rows = {}

    def document(self, check, name, faults, values=0, agreed=0):
        """One document went through one check, which may have looked for so many
        values in it and found so many as they should be."""
        row = self.rows.setdefault(check, Row())
        row.documents += 1
        row.values += values
        row.agreed += agreed
        if faults:
            row.failed += 1
            row.faults += [f"{name}: {fault}" for fault in faults]

    def folder(self, check, documents, faults):
        """Something was checked that holds for so many documents only together."""
        row = self.rows.setdefault(check, Row())
        row.documents += documents
        if faults:
            row.failed += max(1, documents)
            row.faults += faults

    def demand(self, check):
        """A check that had nothing to look at has proved nothing."""
        row = self.rows.setdefault(check, Row())
        if row.documents == 0:
            row.failed = 1
            row.faults.append("there was no document to judge")

    def report(self, shown):
        """Prints everything; the exit code."""
        width = max(map(len, self.rows), default=5)
        for check, row in self.rows.items():
            for fault in row.faults[:shown]:
                print(f"FAILED {check}: {fault}")
            if len(row.faults) > shown:
                print(f"FAILED {check}: and {len(row.faults) - shown} more")
        print(f"{'check':{width}} | documents | passed | failed")
        print(f"{'-' * width} | --------- | ------ | ------")
        for check, row in self.rows.items():
            print(f"{check:{width}} | {row.documents:9} | {row.passed:6} | {row.failed:6}")
        passed = sum(row.passed for row in self.rows.values())
        failed = sum(row.failed for row in self.rows.values())
        print(f"{passed} passed, {failed} failed")
        return 1 if failed else 0


class Row:
    def __init__(self):
        self.documents = 0
        self.failed = 0
        self.faults = []
        self.values = 0
        self.agreed = 0

    @property
    def passed(self):
        return max(0, self.documents - self.failed)
