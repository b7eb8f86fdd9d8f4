import type { Program } from "../program.ts";
import { claude } from "./claude.ts";
import { cline } from "./cline.ts";
import { codex } from "./codex.ts";
import { gemini } from "./gemini.ts";
import { opencode } from "./opencode.ts";
import { pi } from "./pi.ts";
import { qwen } from "./qwen.ts";

/** Every agent that is tested as its vendor ships it. */
export const programs: readonly Program[] = [claude, codex, opencode, gemini, qwen, cline, pi];
