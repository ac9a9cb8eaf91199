"""Whatever moment a process is killed at: what it has confirmed is there, everything verifies, nothing is half done."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from okrtui.storage.check import check_replica, same
from okrtui.storage.folder import Directory
from okrtui.storage.check import check_folder
from okrtui.workspace.edits import New, create
from okrtui.workspace.founding import init_workspace, open_workspace
from tests.conftest import ROOT
