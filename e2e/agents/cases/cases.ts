import { appears } from "./appears.ts";
import type { Case } from "./case.ts";
import {
  allows,
  answeredThere,
  byPromptTool,
  changesInput,
  denies,
  dies,
  expires,
  refusedByRule,
  waitsForTheHub,
} from "./approve.ts";
import { atToolCall, atTurnEnd, interrupts, waitsForMe } from "./hook.ts";
import { hubComesBack, hubIsAway } from "./hub.ts";
import { installs, isHealthy, uninstalls, uninstallsAfterUse } from "./install.ts";
import { byPage } from "./page.ts";
import { watches } from "./watch.ts";
import { answersItsQuestion, byPlugin, byQueue, byTerminal } from "./terminal.ts";
import { asksByMcp, waitsByMcp } from "./mcp.ts";

/** In the order in which they run; the first two bring Muster in. */
export const cases: readonly Case[] = [
  uninstalls,
  installs,
  appears,
  atToolCall,
  atTurnEnd,
  waitsForMe,
  interrupts,
  waitsByMcp,
  asksByMcp,
  watches,
  byPage,
  answersItsQuestion,
  byPlugin,
  byQueue,
  byTerminal,
  allows,
  denies,
  changesInput,
  answeredThere,
  expires,
  refusedByRule,
  byPromptTool,
  waitsForTheHub,
  dies,
  hubComesBack,
  hubIsAway,
  isHealthy,
  uninstallsAfterUse,
];
