import { z } from "zod";
import { Id, Instant, WaitSeconds } from "./common.ts";

export const questionStates = ["open", "answered", "expired", "withdrawn"] as const;
export const QuestionState = z.enum(questionStates);
export type QuestionState = z.infer<typeof QuestionState>;

export const QuestionOption = z.object({ id: Id, label: z.string(), detail: z.string().nullable() });
export type QuestionOption = z.infer<typeof QuestionOption>;

export const QuestionAnswer = z.object({
  optionId: Id.nullable(),
  text: z.string().nullable(),
  by: z.object({ id: Id, name: z.string() }),
  at: Instant,
});
export type QuestionAnswer = z.infer<typeof QuestionAnswer>;

/** An agent asks and waits. Its text is the message that it came with. */
export const Question = z.object({
  id: Id,
  sessionId: Id,
  messageId: Id,
  text: z.string(),
  options: z.array(QuestionOption),
  free: z.boolean().meta({ description: "Whether an answer in one's own words is taken" }),
  state: QuestionState,
  answer: QuestionAnswer.nullable(),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  closedAt: Instant.nullable().meta({ description: "When it was answered, ran out or was withdrawn" }),
});
export type Question = z.infer<typeof Question>;

/** The questions of a session that wait for an answer, oldest first, each with the number of its message. */
export const OpenQuestionsAnswer = z.object({
  items: z.array(z.object({ messageSeq: z.number().int(), question: Question })),
});
export type OpenQuestionsAnswer = z.infer<typeof OpenQuestionsAnswer>;

const words = (most: number) =>
  z
    .string()
    .max(most)
    .overwrite((text) => text.toWellFormed())
    .refine((text) => text.trim() !== "", "must not be empty");

export const AskRequest = z
  .object({
    text: words(16_000),
    options: z
      .array(
        z.object({
          id: z.string().min(1).max(64).optional(),
          label: words(200),
          detail: z.string().max(2000).optional(),
        }),
      )
      .max(20)
      .optional(),
    free: z.boolean().optional().meta({ description: "Default: true without options, else false" }),
    timeoutSeconds: z
      .number()
      .int()
      .min(1)
      .max(7 * 86_400)
      .optional(),
  })
  .refine(({ options, free }) => (options !== undefined && options.length > 0) || free !== false, {
    path: ["options"],
    message: "a question needs options or free text",
  })
  .refine(
    ({ options = [] }) => {
      const ids = options.flatMap(({ id }) => (id === undefined ? [] : [id]));
      return new Set(ids).size === ids.length;
    },
    { path: ["options"], message: "ids must differ" },
  );
export type AskRequest = z.infer<typeof AskRequest>;

export const WaitQuery = z.object({ wait: WaitSeconds });
export const QuestionReply = z.object({ question: Question });
export type QuestionReply = z.infer<typeof QuestionReply>;

export const AnswerRequest = z
  .object({ optionId: Id.optional(), text: words(16_000).optional() })
  .refine(({ optionId, text }) => optionId !== undefined || text !== undefined, "choose an option or write a text");
export type AnswerRequest = z.infer<typeof AnswerRequest>;

/** Which session's events an agent follows; all of its machine's when left out. */
export const EventsQuery = z.object({ session: Id.optional() });
