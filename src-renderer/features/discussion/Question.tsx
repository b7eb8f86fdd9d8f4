import type { Message } from "#contract/message.ts";
import type { Question as AskedQuestion } from "#contract/question.ts";
import { OutcomeLine, QuestionCard } from "../questions/QuestionCard.tsx";
import { Post } from "./Post.tsx";

interface QuestionProps {
  message: Message;
  question: AskedQuestion;
  agentName: string;
  personId: string | null;
}

/** An agent's question: a card while it is open, afterwards a message like others with one line on how it ended. */
export const Question = ({ message, question, agentName, personId }: QuestionProps) =>
  question.state === "open" ? (
    <QuestionCard message={message} question={question} />
  ) : (
    <>
      <Post message={message} isGrouped={false} />
      <OutcomeLine question={question} agentName={agentName} personId={personId} />
    </>
  );
