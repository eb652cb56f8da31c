import { Button, Checkbox, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { DAYS } from '../../language/formats.ts';
import { useFormats, useWords } from '../../language/spoken.ts';
import type { AppointmentDraft } from './draft.ts';
import { ENDINGS, FREQUENCIES, NO_RULE } from './rule-draft.ts';
import type { RuleDraft } from './rule-draft.ts';

const useStyles = makeStyles({
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: tokens.spacingHorizontalL },
  interval: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  number: { width: '72px' },
  days: { border: 'none', margin: 0, padding: 0, minWidth: 0 },
  boxes: { display: 'flex', flexWrap: 'wrap' },
  kept: { margin: 0 },
});

interface RuleFieldsProps {
  readonly draft: AppointmentDraft;
  readonly onChange: (draft: AppointmentDraft) => void;
  readonly mistake: 'countWrong' | 'untilWrong' | 'intervalWrong' | null;
  readonly keptRule: string;
}

/** How often: a simple repetition, or one from elsewhere in words. */
export function RuleFields({ draft, onChange, mistake, keptRule }: RuleFieldsProps) {
  const styles = useStyles();
  const { appointments } = useWords();
  const { rule } = draft;
  if (rule === 'kept') {
    return (
      <div>
        <p className={styles.kept}>
          {appointments.form.kept} <strong>{keptRule}</strong>
        </p>
        <Button onClick={() => onChange({ ...draft, rule: NO_RULE })}>{appointments.form.replaceRule}</Button>
      </div>
    );
  }
  const change = (parts: Partial<RuleDraft>) => onChange({ ...draft, rule: { ...rule, ...parts } });
  return (
    <>
      <div className={styles.line}>
        <Field label={appointments.form.repeat}>
          <Select
            value={rule.frequency}
            onChange={(_, data) => change({ frequency: data.value as RuleDraft['frequency'] })}
          >
            {(['never', ...FREQUENCIES] as const).map((each) => (
              <option key={each} value={each}>
                {appointments.form.frequencies[each]}
              </option>
            ))}
          </Select>
        </Field>
        {rule.frequency !== 'never' && (
          <IntervalField
            rule={rule}
            frequency={rule.frequency}
            change={change}
            wrong={mistake === 'intervalWrong'}
          />
        )}
        {rule.frequency !== 'never' && <EndingFields rule={rule} change={change} mistake={mistake} />}
      </div>
      {rule.frequency === 'weekly' && <DayFields rule={rule} change={change} />}
    </>
  );
}

interface PartProps {
  readonly rule: RuleDraft;
  readonly change: (parts: Partial<RuleDraft>) => void;
}

function IntervalField({
  rule,
  frequency,
  change,
  wrong,
}: PartProps & { readonly frequency: 'daily' | 'weekly' | 'monthly' | 'yearly'; readonly wrong: boolean }) {
  const styles = useStyles();
  const { appointments } = useWords();
  return (
    <Field
      label={appointments.form.every}
      {...(wrong ? { validationMessage: appointments.form.countWrong } : {})}
    >
      <Input
        inputMode="numeric"
        value={rule.interval}
        onChange={(_, data) => change({ interval: data.value })}
        input={{ className: styles.number }}
        contentAfter={appointments.form.units[frequency](Number(rule.interval))}
      />
    </Field>
  );
}

function EndingFields({
  rule,
  change,
  mistake,
}: PartProps & { readonly mistake: RuleFieldsProps['mistake'] }) {
  const { appointments } = useWords();
  return (
    <>
      <Field label={appointments.form.ending}>
        <Select
          value={rule.ending}
          onChange={(_, data) => change({ ending: data.value as RuleDraft['ending'] })}
        >
          {ENDINGS.map((each) => (
            <option key={each} value={each}>
              {appointments.form.endings[each]}
            </option>
          ))}
        </Select>
      </Field>
      {rule.ending === 'until' && (
        <Field
          label={appointments.form.until}
          {...(mistake === 'untilWrong' ? { validationMessage: appointments.form.untilWrong } : {})}
        >
          <Input type="date" value={rule.until} onChange={(_, data) => change({ until: data.value })} />
        </Field>
      )}
      {rule.ending === 'count' && (
        <Field
          label={appointments.form.count}
          {...(mistake === 'countWrong' ? { validationMessage: appointments.form.countWrong } : {})}
        >
          <Input
            inputMode="numeric"
            value={rule.count}
            onChange={(_, data) => change({ count: data.value })}
          />
        </Field>
      )}
    </>
  );
}

function DayFields({ rule, change }: PartProps) {
  const styles = useStyles();
  const { appointments } = useWords();
  const formats = useFormats();
  const first = DAYS.indexOf(formats.firstDay);
  const ordered = [...DAYS.slice(first), ...DAYS.slice(0, first)];
  return (
    <fieldset className={styles.days}>
      <legend>{appointments.form.onDays}</legend>
      <div className={styles.boxes}>
        {ordered.map((day) => (
          <Checkbox
            key={day}
            label={formats.shortWeekday(day)}
            aria-label={formats.weekday(day)}
            checked={rule.days.includes(day)}
            onChange={(_, data) =>
              change({
                days: DAYS.filter((each) =>
                  each === day ? data.checked === true : rule.days.includes(each),
                ),
              })
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
