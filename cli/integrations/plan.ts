import type { PlanStep } from "#contract/session.ts";
import { fieldsOf, firstText, listOf } from "./fields.ts";

const mostSteps = 200;
const isDone = (status: unknown) => status === "completed" || status === "done" || status === "cancelled";

/** A to-do list as agents write it: steps with a text and a status. Undefined when it is none. */
export const planOf = (list: unknown): PlanStep[] | undefined => {
  if (!Array.isArray(list)) return undefined;
  const steps = listOf(list).flatMap((item) => {
    const fields = fieldsOf(item);
    const text = firstText(fields, "content", "step", "text", "description", "subject", "title");
    return text === undefined ? [] : [{ text, done: isDone(fields.status) || fields.done === true }];
  });
  return steps.slice(0, mostSteps);
};

const toolsOfPlans = new Set(["TodoWrite", "todo_write", "write_todos", "update_plan", "todowrite"]);

/** The plan that a tool call sets, or undefined when it is another tool. */
export const planOfTool = (tool: string | undefined, input: unknown): PlanStep[] | undefined => {
  if (tool === undefined || !toolsOfPlans.has(tool)) return undefined;
  const fields = fieldsOf(input);
  return planOf(fields.todos ?? fields.plan ?? fields.items);
};
