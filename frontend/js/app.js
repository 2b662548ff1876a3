// Small conveniences on top of pages that work without them. Words come from the page, never from here.
import { watchClocks } from "./clock.js";
import { watchCopies } from "./copy.js";
import { watchEdits } from "./edit.js";
import { watchOpen } from "./keep-open.js";
import { focusMarked, tuneHtmx } from "./live.js";
import { watchMenus } from "./menu.js";
import { watchRefresh } from "./refresh.js";
import { watchRows } from "./rows.js";
import { watchSaves } from "./save.js";
import { watchScores } from "./score.js";
import { watchSession } from "./session.js";
import { watchSlides } from "./slide.js";
import { watchTheme } from "./theme.js";

tuneHtmx();
watchMenus();
watchTheme();
watchCopies();
watchRows();
watchRefresh();
watchEdits();
watchSaves();
watchClocks();
watchOpen();
watchScores();
watchSession();
watchSlides();
focusMarked(document);
