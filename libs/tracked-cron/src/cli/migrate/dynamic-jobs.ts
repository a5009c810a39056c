import type TS from 'typescript';
import { constantOf } from '../source/constant.js';
import { gapBefore, removeStatement } from '../source/list-edits.js';
import { walk, type SourceText } from '../source/source-text.js';
import { applyArguments } from './argument-list.js';
import { classOfThis } from './awaiting.js';
import {
  creatorOf,
  isCronJobCreation,
  readCronJobCreation,
  type CronJobCreation,
} from './cron-job-creation.js';
import { cronJobSite, deletionsIn, registryOf, type CronJobSite } from './cron-job-site.js';
import { applyObject } from './object-plan.js';
import { fateOfName } from './option-fate.js';
import type { Rewriting } from './rewriting.js';

/** `registry.addCronJob(name, new CronJob(…))` becomes `await manager.register({ … })`. */
export function migrateDynamicJobs(rewriting: Rewriting): void {
  const { source, migration } = rewriting;
  const unwilling = new Set<TS.ClassLikeDeclaration>();
  const changed = new Set<TS.ClassLikeDeclaration>();
  const found: (TS.NewExpression | TS.CallExpression)[] = [];
  walk(source, (node) => {
    if (isCronJobCreation(source, node)) found.push(node);
  });
  for (const node of found) {
    const problem = rewriteOne(rewriting, node, unwilling, changed);
    if (problem !== undefined) migration.leave(source, node, problem);
  }
  for (const owner of changed) rewriteDeletions(rewriting, owner);
}

/** @returns why it is left alone */
function rewriteOne(
  rewriting: Rewriting,
  node: TS.NewExpression | TS.CallExpression,
  unwilling: Set<TS.ClassLikeDeclaration>,
  changed: Set<TS.ClassLikeDeclaration>,
): string | undefined {
  const { source, migration, providers, awaiting } = rewriting;
  const site = cronJobSite(source, node);
  if (typeof site === 'string') return site;
  const owner = classOfThis(source, node);
  const registry = registryOf(source, site.addCall);
  const injected = owner && providers.registryOf(owner);
  if (!owner || registry === undefined || injected?.name.getText(source.ast) !== registry) {
    return 'addCronJob() is not called on an injected SchedulerRegistry: rewrite it by hand';
  }
  const creation = readCronJobCreation(source, node);
  const name = constantOf(source, site.jobName);
  const nameFate = fateOfName(name);
  const problem =
    creation.problems[0] ??
    (nameFate.fate === 'refuse' ? nameFate.why : undefined) ??
    (name && nameFate.fate === 'drop' ? 'it has no name' : undefined) ??
    (creation.started || site.startedLater
      ? undefined
      : 'it is not started where it is made: register() starts it') ??
    awaiting.problemAt(site.statement) ??
    providers.problemWith(owner) ??
    deletionProblem(rewriting, owner, unwilling);
  if (problem !== undefined) return problem;
  if (hasLostComment(source, site, creation)) return 'a comment stands where the job is handed over: move it';
  write(rewriting, creation, site, owner);
  changed.add(owner);
  const job = String(name?.value ?? site.jobName.getText(source.ast));
  migration.rewrote(
    source,
    node,
    job,
    [
      ...creation.notes,
      'register() is awaited, and its class is given the CronJobManager: tests of the class provide one',
    ],
    site.statement,
  );
  return undefined;
}

function write(
  { source, migration, providers, awaiting }: Rewriting,
  { node, planned, object }: CronJobCreation,
  site: CronJobSite,
  owner: TS.ClassLikeDeclaration,
): void {
  const { ast, edits } = source;
  const call = `await ${providers.manager(owner)}.register(`;
  // made inside of addCronJob(…), or in a statement before it
  const end = site.others.length === 0 ? site.addCall.end : node.end;
  const start = site.statement.getStart(ast);
  const name = site.jobName.getText(ast);
  const named = name === 'name' ? name : `name: ${name}`;
  awaiting.at(site.statement);
  source.imports.release(creatorOf(source, node));
  if (object) {
    edits.replace(start, object.node.getStart(ast), call);
    const first = object.node.properties[0]!;
    edits.insert(first.getStart(ast), `${named},${gapBefore(source, object.node, first)}`);
    applyObject(source, object.node, object.plan, migration.extraFor(source));
    edits.replace(object.node.end, end, ')');
  } else {
    const list = node.arguments!;
    const spread = ast.text.slice(list.pos, list[0]!.getStart(ast)).includes('\n');
    edits.replace(start, list.pos, spread ? `${call}{` : `${call}{ `);
    applyArguments(source, planned!, [named], migration.extraFor(source));
    edits.replace(node.end - 1, end, spread ? '})' : ' })');
  }
  for (const other of site.others) removeStatement(ast, edits, other);
}

/** What is replaced must hold no words of a person. */
function hasLostComment({ ast }: SourceText, site: CronJobSite, { node, object }: CronJobCreation): boolean {
  const parts = [
    [site.statement.getStart(ast), object ? object.node.getStart(ast) : node.arguments!.pos],
    [object ? object.node.end : node.end - 1, site.statement.end],
    ...site.others.map((other) => [other.getStart(ast), other.end]),
  ] as const;
  return parts.some(([from, to]) => /\/[/*]/.test(ast.text.slice(from, to)));
}

/** A job that was registered is not deleted by `deleteCronJob`: all of a class become `unregister`, or none does. */
function deletionProblem(
  { source, awaiting }: Rewriting,
  owner: TS.ClassLikeDeclaration,
  unwilling: Set<TS.ClassLikeDeclaration>,
): string | undefined {
  const { ts } = source;
  const stuck = deletionsIn(source, owner).some(
    (call) => !ts.isExpressionStatement(call.parent) || awaiting.problemAt(call.parent) !== undefined,
  );
  if (stuck) unwilling.add(owner);
  return unwilling.has(owner)
    ? 'its class calls deleteCronJob() where nothing can wait for unregister(): make that function async'
    : undefined;
}

function rewriteDeletions({ source, providers, awaiting }: Rewriting, owner: TS.ClassLikeDeclaration): void {
  const { ast, edits } = source;
  for (const call of deletionsIn(source, owner)) {
    awaiting.at(call.parent);
    edits.replace(call.getStart(ast), call.expression.end, `await ${providers.manager(owner)}.unregister`);
  }
}
