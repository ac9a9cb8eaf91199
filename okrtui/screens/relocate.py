"""Naming another place for the shared folder: it was moved, or its disk is mounted elsewhere."""

from okrtui.screens.founding import FoundingScreen
from okrtui.workspace.founding import relocate
from okrtui.workspace.prospects import Prospect, folder_of, moving, shown_path
from okrtui.workspace.workspace import Workspace


class RelocateScreen(FoundingScreen):
    """One line to type in, which says as one types whether the workspace is there."""

    BINDING_GROUP_TITLE = "Another place"
    HEADING = "Where is the folder now?"
    EXPLANATION = "You meet the others there from now on. Nothing is moved: the folder is there already."
    FIELDS = (("folder", "Folder"),)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__({"folder": shown_path(workspace.folder.path)})

    def look_at(self, said: str) -> Prospect:
        """Whether it is the folder of this workspace."""
        return moving(self.workspace.config, said)

    def progress(self, prospect: Prospect) -> str:
        """What is being done."""
        return "Going there"

    def work(self) -> Workspace:
        """Remember the place, and follow it."""
        relocate(self.workspace, folder_of(self.folder()))
        live = self.okrtui.live
        if live is not None:
            live.relocated()
        return self.workspace

    def done(self, workspace: Workspace) -> None:
        """Go back to how the folder stands."""
        self.app.pop_screen()
        self.okrtui.say(f"You meet the others in {shown_path(workspace.folder.path)} from now on")
