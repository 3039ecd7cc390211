"""After a submission has run: a test cell's points depend on one thing, whether it raised."""

from nbformat import from_dict
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Integer


class AllOrNothing(NbGraderPreprocessor):
    """Take from locked test cells what nbgrader would read a score from.

    A last value is read as partial credit (0.5, but also nan, -1 and True), and a line on stderr, a
    warning for example, as a failure. Both become plain output; an error stays an error.
    """

    def preprocess_cell(self, cell, resources, cell_index):
        if cell.cell_type == "code" and utils.is_grade(cell) and not utils.is_solution(cell):
            cell.outputs = [plain(output) for output in cell.outputs]
        return cell, resources


def plain(output):
    if output.output_type == "execute_result":
        return from_dict({"output_type": "display_data", "data": output.data, "metadata": output.metadata})
    if output.output_type == "stream":
        return from_dict({"output_type": "stream", "name": "stdout", "text": output.text})
    return output


class LimitSize(NbGraderPreprocessor):
    """Cut long outputs. nbgrader's LimitOutput counts lines: one line of 400 MB is one line."""

    max_characters = Integer(200_000, help="most characters of one output, and of all outputs of a cell").tag(
        config=True
    )

    def preprocess_cell(self, cell, resources, cell_index):
        if cell.cell_type != "code":
            return cell, resources
        left = self.max_characters
        for output in cell.outputs:
            left -= self.cut(output, max(left, 0))
        return cell, resources

    def cut(self, output, room):
        """Shorten an output to the room there is; the number of characters it keeps."""
        if output.output_type == "stream":
            output.text = shorten(output.text, room)
            return len(output.text)
        if output.output_type == "error":
            output.evalue = shorten(output.evalue, room)
            output.traceback = [shorten(line, room) for line in output.traceback]
            return len(output.evalue) + sum(map(len, output.traceback))
        # Half a picture or half an HTML table is nothing: those stay whole or go.
        for kind in [k for k, v in output.data.items() if len(str(v)) > room]:
            output.data[kind] = shorten(output.data[kind], room) if kind == "text/plain" else ""
            if not output.data[kind]:
                del output.data[kind]
        return sum(len(str(v)) for k, v in output.data.items() if not k.startswith("image/"))


def shorten(text, room):
    return text if len(text) <= room else text[:room] + "\n... output cut here ..."
