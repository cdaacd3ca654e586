"""What style sheets, scripts and tests know of Streamlit's own page: names that it may change.

Whoever updates Streamlit looks here; tests/dashboard/frame/test_streamlit_page.py holds each name
against the page that the installed version ships. Tests take names from here and write none down.
"""

from enum import StrEnum

# An attribute of the whole page, and what it says once the page's script has run to its end.
SCRIPT_STATE, SCRIPT_ENDED = "data-test-script-state", "notRunning"


class Part(StrEnum):
    """The value of `data-testid`, what it is, and the files that name it."""

    APP = "stApp", "everything; says whether the script runs", "print.css dashboard_reading.py"
    APP_VIEW = "stAppViewContainer", "what lies below the header", "print.css"
    BUTTON_GROUP = (
        "stButtonGroup",
        "pills and segmented control",
        "print.css style.css test_address.py test_screenshots.py",
    )
    CAPTION = "stCaptionContainer", "small grey text", "style.css"
    CHART = "stPlotlyChart", "a chart", "print.css style.css dashboard_reading.py test_export.py"
    CHECKBOX = "stCheckbox", "checkbox and toggle", "print.css test_address.py"
    CODE = "stCode", "text to copy", "print.css"
    COLUMN = "stColumn", "a column", "print.css style.css"
    COLUMNS = "stHorizontalBlock", "columns side by side", "print.css style.css"
    CONTENT = (
        "stMainBlockContainer",
        "what a page is written into",
        "embedded.css print.css style.css",
    )
    DOWNLOAD = "stDownloadButton", "a button for a file", "print.css"
    ELEMENT = (
        "stElementContainer",
        "the frame of each element; pale while outdated",
        "print.css dashboard_reading.py",
    )
    ELEMENT_TOOLBAR = "stElementToolbar", "what appears above a chart under the mouse", "style.css"
    EXCEPTION = (
        "stException",
        "an error that nothing has caught",
        "test_coordinator.py test_exports_browser.py test_room.py test_screenshots.py",
    )
    EXPANDER = "stExpander", "what unfolds", "print.css test_axe.py"
    FULL_SCREEN = "stFullScreenFrame", "the frame of what can fill the screen", "print.css"
    HEADER = (
        "stHeader",
        "the bar at the top",
        "embedded.css print.css style.css test_screenshots.py",
    )
    HEADING = "stHeading", "the frame of a heading", "print.css"
    HEADING_ITSELF = "stHeadingWithActionElements", "a heading with its link", "style.css"
    LAYOUT = "stLayoutWrapper", "the frame of each container", "print.css"
    MAIN = (
        "stMain",
        "what scrolls",
        "print.css test_address.py test_coordinator.py test_public.py test_screenshots.py",
    )
    MARKDOWN = "stMarkdown", "the frame of a text", "print.css"
    MARKDOWN_ITSELF = "stMarkdownContainer", "a text", "audiences.css print.css style.css"
    MENU_BUTTON = (
        "stExpandSidebarButton",
        "opens the menu on a phone",
        "masthead.py style.css test_axe.py",
    )
    MENU_LINK = "stSidebarNavLink", "a page in the menu on a phone", "style.css test_axe.py"
    MULTISELECT = "stMultiSelect", "a list of which several are chosen", "print.css test_address.py"
    POPOVER = (
        "stPopover",
        "a button with what it opens",
        "print.css style.css test_axe.py test_export.py test_indicators.py test_screenshots.py",
    )
    ROWS = "stVerticalBlock", "elements below each other", "print.css"
    SELECTBOX = (
        "stSelectbox",
        "a list of which one is chosen",
        "print.css test_address.py test_screenshots.py",
    )
    SKELETON = "stSkeleton", "a grey place for what is still being fetched", "dashboard_reading.py"
    SKIP = "stSkipToContent", "the first stop of the Tab key", "page_head.js"
    SLIDER = "stSlider", "a slider", "print.css test_address.py"
    TEXT_INPUT = "stTextInput", "a field to type in", "print.css test_address.py"
    TOOLBAR = "stToolbar", "what the bar at the top holds", "style.css"
    TOP_LINK = "stTopNavLink", "a page in the bar at the top", "style.css"
    TOP_NAVIGATION = "stTopNav", "the pages in the bar at the top", "style.css"

    what: str
    used: tuple[str, ...]

    def __new__(cls, name: str, what: str, used: str) -> "Part":
        part = str.__new__(cls, name)
        part._value_, part.what, part.used = name, what, tuple(used.split())
        return part

    @property
    def selector(self) -> str:
        return f'[data-testid="{self.value}"]'
