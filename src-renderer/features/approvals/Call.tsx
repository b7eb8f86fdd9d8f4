import { type CallView, lineCount, isLong } from "./call.ts";
import { classes } from "../../ui/classes.ts";
import styles from "./Call.module.css";
import { Code } from "./Code.tsx";
import { Change, Patch } from "./Diff.tsx";
import { Tree } from "./Tree.tsx";

const Main = ({ view }: { view: CallView }) => {
  switch (view.type) {
    case "command":
      return <Code text={view.command} language={view.language} />;
    case "changes":
      return view.changes.map((change, at) => <Change key={at} change={change} />);
    case "patch":
      return <Patch patch={view.patch} />;
    case "tree":
      return null;
  }
};

interface CallProps {
  view: CallView;
  isOpen: boolean;
  onToggle: () => void;
}

/** The whole call. A long one is folded until it is opened, and says so. */
export const Call = ({ view, isOpen, onToggle }: CallProps) => {
  const isFolded = isLong(view) && !isOpen;
  return (
    <div className={styles.call}>
      <div className={classes(isFolded && styles.folded)} inert={isFolded}>
        <Main view={view} />
        {view.rest !== null && (
          <div className={styles.rest}>
            <Tree value={view.rest} />
          </div>
        )}
      </div>
      {isLong(view) && (
        <button type="button" className={styles.fold} aria-expanded={isOpen} onClick={onToggle}>
          {isOpen ? "Show less" : `Show all ${lineCount(view).toLocaleString()} lines`}
        </button>
      )}
    </div>
  );
};
