import { useState } from 'react';
import { Badge, Button, Switch, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular, ArrowDownRegular, ArrowUpRegular, DeleteRegular } from '@fluentui/react-icons';
import type { Rule } from '../../../contract/index.ts';
import { useWords } from '../../language/spoken.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { Page } from '../../parts/page.tsx';
import { Row, Rows } from '../../parts/rows.tsx';
import { Empty, Failure, Loading } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { useUser } from '../session/user-context.ts';
import { PolicySection } from './policy-section.tsx';
import { useChangeRule, useOrderRules, useRemoveRule, useRules } from './use-rules.ts';
import { useRuleSummary } from './use-rule-summary.ts';

const useStyles = makeStyles({
  place: { color: tokens.colorNeutralForeground2, minWidth: '20px', textAlign: 'right' },
  words: { flex: '1 1 260px', minWidth: 0, display: 'grid' },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  below: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  actions: { display: 'flex', alignItems: 'center', marginLeft: 'auto' },
});

/** What administrators decide for everybody: private items, and rules in their order. */
export function RulesPage() {
  const { rules } = useWords();
  const { role } = useUser();
  if (role === 'admin') return <Lists />;
  return (
    <Page title={rules.title} narrow>
      <Empty title={rules.notAllowed} />
    </Page>
  );
}

function Lists() {
  const { rules } = useWords();
  const { data, error, isPending, refetch } = useRules();
  const order = useOrderRules();
  const items = data?.items ?? [];
  const move = (from: number, to: number) => {
    const ids = items.map(({ id }) => id);
    ids.splice(to, 0, ...ids.splice(from, 1));
    order.mutate(ids);
  };
  const create = (
    <LinkButton to="/rules/new" appearance="primary" icon={<AddRegular />}>
      {rules.create}
    </LinkButton>
  );
  return (
    <Page title={rules.title}>
      <PolicySection />
      <Surface title={rules.list} text={rules.listText} actions={create}>
        {isPending && <Loading lines={2} height={64} />}
        {error !== null && <Failure error={error} retry={() => void refetch()} />}
        {order.error !== null && <Failure error={order.error} retry={() => void refetch()} />}
        {data !== undefined && items.length === 0 && <Empty title={rules.none} />}
        {items.length > 0 && (
          <Rows label={rules.list}>
            {items.map((rule, at) => (
              <RuleRow
                key={rule.id}
                rule={rule}
                place={at + 1}
                up={at === 0 || order.isPending ? null : () => move(at, at - 1)}
                down={at === items.length - 1 || order.isPending ? null : () => move(at, at + 1)}
              />
            ))}
          </Rows>
        )}
      </Surface>
    </Page>
  );
}

interface RuleRowProps {
  readonly rule: Rule;
  readonly place: number;
  /** Null: it can't go there. */
  readonly up: (() => void) | null;
  readonly down: (() => void) | null;
}

function RuleRow({ rule, place, up, down }: RuleRowProps) {
  const styles = useStyles();
  const { rules } = useWords();
  const { about, does } = useRuleSummary()(rule);
  const change = useChangeRule(rule);
  return (
    <Row>
      <span className={styles.place}>{place}</span>
      <div className={styles.words}>
        <span className={styles.name}>
          <TextLink to={`/rules/${rule.id}`}>{rule.name}</TextLink>
        </span>
        <span className={styles.below}>{about}</span>
      </div>
      <Badge appearance="outline" size="large">
        {does}
      </Badge>
      <div className={styles.actions}>
        <Switch
          checked={change.isPending ? change.variables.active === true : rule.active}
          disabled={change.isPending}
          aria-label={rules.activeNamed(rule.name)}
          onChange={(_, data) => change.mutate({ active: data.checked })}
        />
        <Move label={rules.up(rule.name)} icon={<ArrowUpRegular />} onMove={up} />
        <Move label={rules.down(rule.name)} icon={<ArrowDownRegular />} onMove={down} />
        <Remove rule={rule} />
      </div>
      {change.error !== null && <Failure error={change.error} />}
    </Row>
  );
}

interface MoveProps {
  readonly label: string;
  readonly icon: React.JSX.Element;
  readonly onMove: (() => void) | null;
}

function Move({ label, icon, onMove }: MoveProps) {
  return (
    <Button
      appearance="subtle"
      icon={icon}
      aria-label={label}
      title={label}
      disabledFocusable={onMove === null}
      onClick={() => onMove?.()}
    />
  );
}

function Remove({ rule }: { readonly rule: Rule }) {
  const { rules } = useWords();
  const [asking, setAsking] = useState(false);
  const remove = useRemoveRule(rule);
  return (
    <>
      <Button
        appearance="subtle"
        icon={<DeleteRegular />}
        aria-label={rules.removeNamed(rule.name)}
        title={rules.removeNamed(rule.name)}
        onClick={() => setAsking(true)}
      />
      <Confirm
        open={asking}
        title={rules.removeTitle(rule.name)}
        action={rules.remove}
        pending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate(undefined)}
        onCancel={() => setAsking(false)}
      >
        {rules.removeText}
      </Confirm>
    </>
  );
}
