import { useState } from "react";
import type { RuleTemplate } from "#contract/rule.ts";
import { readRulesAgain, useTemplates } from "../../state/rules.ts";
import { wordsFor } from "../../text/errors.ts";
import { templateOf } from "../../text/rules.ts";
import { Button } from "../../ui/Button.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { RowItem, Rows } from "../../ui/Rows.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { countsOf, replayWords } from "./replay.ts";
import { useReplay } from "./Replayed.tsx";
import styles from "./Rules.module.css";
import { TemplateDialog } from "./TemplateDialog.tsx";

/** How much of what people were asked it would have answered, everywhere. */
const Counts = ({ template }: { template: RuleTemplate }) => {
  const replay = useReplay(JSON.stringify(template.rules));
  if (replay === null || "failure" in replay) return null;
  return <p className={styles.scope}>{replayWords(countsOf(replay.answer))}</p>;
};

/** Rules to start from. */
export const Templates = () => {
  const { data, error } = useTemplates();
  const [shown, setShown] = useState<RuleTemplate | null>(null);
  if (data === null)
    return error === null ? (
      <Skeleton lines={6} />
    ) : (
      <Failure title="The templates can’t be read right now" words={wordsFor(error)} onRetry={readRulesAgain} />
    );
  return (
    <>
      <Rows label="Templates">
        {data.map((template) => {
          const { title, help } = templateOf(template.id);
          return (
            <RowItem
              key={template.id}
              name={<h2>{title}</h2>}
              facts={
                <>
                  <p>{help}</p>
                  <Counts template={template} />
                </>
              }
              acts={
                <Button size="s" aria-label={`Look at ${title}`} onClick={() => setShown(template)}>
                  Look…
                </Button>
              }
            />
          );
        })}
      </Rows>
      {shown && <TemplateDialog template={shown} onClose={() => setShown(null)} />}
    </>
  );
};
