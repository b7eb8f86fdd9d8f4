import { CloudAlert } from "lucide-react";
import { Button } from "./Button.tsx";
import { EmptyState } from "./EmptyState.tsx";

/** Stands where something could not be read: why, and the way to try again. */
export const Failure = ({ title, words, onRetry }: { title: string; words: string; onRetry: () => void }) => (
  <div role="alert">
    <EmptyState icon={<CloudAlert strokeWidth={1.7} />} title={title}>
      <p>{words}</p>
      <Button size="s" onClick={onRetry}>
        Try again
      </Button>
    </EmptyState>
  </div>
);
