import type { FastifyInstance } from "fastify";
import { ruleTemplates } from "../../core/rules/templates.ts";
import { createRuleTrials } from "../../core/rules/trial.ts";
import type { ServerContext } from "../context.ts";
import { presentRule, presentVerdict } from "../present/rules.ts";
import { serve } from "../route.ts";
import { personOf, viewOf } from "./caller.ts";
import { maySeeRule } from "./seen-rules.ts";

export const ruleRoutes = (app: FastifyInstance, { core }: ServerContext): void => {
  const { rules } = core;
  const trials = createRuleTrials(core);

  serve(app, "rules", async ({ request, query }) => {
    const found = query.ended === "true" ? await rules.ended() : rules.standing();
    const view = await viewOf(request, core);
    const items = found.filter((rule) => maySeeRule(view, rule)).map(presentRule);
    return { status: 200, body: { items, next: null, shellParser: rules.shellParser } };
  });

  serve(app, "makeRule", async ({ request, body, once }) => {
    const person = personOf(request);
    return { status: 201, body: { rule: presentRule(await rules.make(person, body, once(person.id))) } };
  });

  serve(app, "changeRule", async ({ request, params, body }) => {
    const rule = await rules.change(personOf(request), params.id, body);
    return { status: 200, body: { rule: presentRule(rule) } };
  });

  serve(app, "endRule", async ({ request, params }) => {
    const rule = await rules.end(personOf(request), params.id);
    return { status: 200, body: { rule: presentRule(rule) } };
  });

  serve(app, "tryRules", async ({ request, body }) => {
    const verdict = await trials.judge(personOf(request), body);
    return { status: 200, body: presentVerdict(verdict) };
  });

  serve(app, "ruleTemplates", () => ({ status: 200, body: { items: [...ruleTemplates] } }));

  serve(app, "replayRules", async ({ request, body }) => {
    const replayed = await trials.replay(personOf(request), body.rules);
    const items = replayed.map(({ approval, session, verdict }) => ({
      approvalId: approval.id,
      sessionTitle: session.title,
      summary: approval.summary,
      decided: approval.state,
      effect: verdict.effect,
      why: verdict.why,
    }));
    return { status: 200, body: { looked: items.length, items } };
  });
};
