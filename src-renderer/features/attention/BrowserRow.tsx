import { useState } from "react";
import { Button } from "../../ui/Button.tsx";
import { askPermission, type Permission, usePermission } from "../notices/permission.ts";
import { tryHere } from "../notices/notices.ts";
import { Row } from "../settings/Section.tsx";
import styles from "./Attention.module.css";

const words: Record<Permission, string> = {
  unsupported: "This browser shows no notifications of pages. They appear inside this page while it is open.",
  default: "Not asked yet. Without it they appear inside this page only.",
  denied: "This browser blocks them for this page: its own settings can change that. They appear inside this page.",
  granted: "Allowed. While this page is hidden, the browser shows them.",
};

/** Whether this browser may show notifications; it is asked only by a click here. */
export const BrowserRow = () => {
  const permission = usePermission();
  const [tried, setTried] = useState<string | null>(null);
  return (
    <Row
      id="attention-browser"
      label="This browser"
      help={words[permission]}
      extra={tried !== null && <p className={styles.said}>{tried}</p>}
    >
      <span className={styles.acts}>
        {permission === "default" && (
          <Button size="s" tone="primary" onClick={() => void askPermission()}>
            Allow here
          </Button>
        )}
        <Button size="s" onClick={() => setTried(tryHere())}>
          Try it here
        </Button>
      </span>
    </Row>
  );
};
