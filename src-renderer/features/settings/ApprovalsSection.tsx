import { CircleCheck, TriangleAlert } from "lucide-react";
import { noParserWords } from "../../text/rules.ts";
import { classes } from "../../ui/classes.ts";
import styles from "./ApprovalsSection.module.css";
import { HubSection } from "./HubSection.tsx";
import { Row } from "./Section.tsx";
import { useSettingsAnswer } from "./use-settings-answer.ts";

/** Whether rules for commands can decide anything. */
const ParserRow = () => {
  const parser = useSettingsAnswer()?.shellParser;
  if (!parser) return null;
  const { isLoaded, name, problem } = parser;
  const help = isLoaded
    ? `Commands are read by ${name}, and rules for them count.`
    : `${noParserWords}${problem === null ? "" : ` Why: ${problem}.`}`;
  const Icon = isLoaded ? CircleCheck : TriangleAlert;
  return (
    <Row id="shell-parser" label="Rules for commands" help={help}>
      <span className={classes(styles.state, isLoaded ? styles.good : styles.bad)}>
        <Icon strokeWidth={1.7} aria-hidden />
        {isLoaded ? "Work" : "Don’t work"}
      </span>
    </Row>
  );
};

/** How approvals are asked for, and what rules can do. */
export const ApprovalsSection = () => (
  <HubSection title="Approvals" names={["approvalTimeoutSeconds"]}>
    <ParserRow />
  </HubSection>
);
