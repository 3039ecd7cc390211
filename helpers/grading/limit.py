"""Outputs that fit: nbgrader limits the lines of a stream, not its bytes, and nothing else at all."""

from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Integer

CUT = "... Output truncated ..."


class LimitSize(NbGraderPreprocessor):
    """Shorten lines, streams and tracebacks, and drop pictures and outputs beyond a size. Errors always stay."""

    max_line = Integer(2_000, help="characters of a line").tag(config=True)
    max_text = Integer(50_000, help="characters of all texts of an output").tag(config=True)
    max_data = Integer(2_000_000, help="characters of an output that is no text, as a picture").tag(
        config=True
    )
    max_outputs = Integer(50, help="outputs of a cell").tag(config=True)

    def preprocess_cell(self, cell, resources, cell_index):
        if cell.cell_type == "code":
            cell.outputs = [self.limited(output) for output in self.few(cell.outputs)]
        return cell, resources

    def few(self, outputs):
        """The first outputs of a cell, and its errors, the last of which is the one that counts."""
        if len(outputs) <= self.max_outputs:
            return outputs
        errors = [output for output in outputs[self.max_outputs :] if output.output_type == "error"][-1:]
        return [*outputs[: self.max_outputs], new_output("stream", name="stdout", text=CUT), *errors]

    def limited(self, output):
        if output.output_type == "stream":
            output.text = self.shortened(output.text)
        elif output.output_type == "error":
            output.ename, output.evalue = self.shortened(output.ename), self.shortened(output.evalue)
            output.traceback = self.shortened("\n".join(output.traceback)).split("\n")
        else:
            output.data = {
                kind: value for kind, data in output.data.items() if (value := self.fitting(kind, data))
            }
            output.data = output.data or {"text/plain": CUT}
        return output

    def shortened(self, text):
        """A text with its long lines and its end cut off."""
        lines = str(text)[: self.max_text + 1].split("\n")
        lines = [line if len(line) <= self.max_line else f"{line[: self.max_line]} {CUT}" for line in lines]
        return "\n".join(lines) if len(text) <= self.max_text else "\n".join([*lines, CUT])

    def fitting(self, kind, data):
        """The data of one MIME type, shortened where that leaves it whole, None where it is too large."""
        if kind == "text/plain":
            return self.shortened(data)
        limit = self.max_text if kind.startswith("text/") else self.max_data
        return data if len(str(data)) <= limit else None
