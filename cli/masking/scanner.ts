import { lintSource } from "@secretlint/core";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";
import { findByOwnRules, type Range } from "./own-rules.ts";

const config = { rules: [{ id: "recommended", rule: creator }] };

/** Where a text holds secrets: by secretlint's recommended rules, and by a few of our own. */
export const findSecrets = async (content: string): Promise<Range[]> => {
  const source = { filePath: "text.txt", ext: ".txt", contentType: "text", content } as const;
  const { messages } = await lintSource({ source, options: { config, noPhysicFilePath: true } });
  return [...messages.map(({ range }): Range => [range[0], range[1]]), ...findByOwnRules(content)];
};
