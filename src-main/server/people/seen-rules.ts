import type { PersonView } from "../../core/people/views.ts";
import type { RuleRecord } from "../../core/records.ts";

/**
 * Whether a person may see a rule: that of a discussion with the discussion, any other where they see all of them, since it
 * may hold words of any.
 */
export const maySeeRule = ({ named, roleIn }: PersonView, { scope }: Pick<RuleRecord, "scope">): boolean =>
  scope?.sessionId === undefined ? named === undefined : roleIn(scope.sessionId) !== undefined;
