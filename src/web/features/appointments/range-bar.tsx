import { Button, Input, Tooltip, makeStyles, tokens } from '@fluentui/react-components';
import { ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { useFormats, useWords } from '../../language/spoken.ts';
import { isDate, stepped } from './range.ts';
import type { RangeView } from './use-range.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  range: {
    margin: 0,
    flexGrow: 1,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  date: { width: '160px' },
});

/** Earlier, today, later, any date; and what is shown now. */
export function RangeBar({ view }: { readonly view: RangeView }) {
  const styles = useStyles();
  const { appointments } = useWords();
  const formats = useFormats();
  return (
    <div className={styles.bar}>
      <Button onClick={() => view.change({ date: '' })}>{appointments.today}</Button>
      <Tooltip content={appointments.previous} relationship="label">
        <Button
          icon={<ChevronLeftRegular />}
          onClick={() => view.change({ date: stepped(view.date, view.span, -1) })}
        />
      </Tooltip>
      <Tooltip content={appointments.next} relationship="label">
        <Button
          icon={<ChevronRightRegular />}
          onClick={() => view.change({ date: stepped(view.date, view.span, 1) })}
        />
      </Tooltip>
      <p className={styles.range} aria-live="polite">
        {formats.dayRange(view.days.first, view.days.last)}
      </p>
      <Input
        className={styles.date}
        type="date"
        aria-label={appointments.goTo}
        value={view.date}
        onChange={(_, data) => isDate(data.value) && view.change({ date: data.value })}
      />
    </div>
  );
}
