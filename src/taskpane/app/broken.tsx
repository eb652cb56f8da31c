import { Component } from 'react';
import type { ReactNode } from 'react';
import { Button, makeStyles } from '@fluentui/react-components';
import { ErrorCircleRegular } from '@fluentui/react-icons';
import { useWords } from '../language/spoken.ts';
import { DeadEnd } from '../parts/dead-end.tsx';

const useStyles = makeStyles({ main: { display: 'flex', height: '100%' } });

interface BrokenProps {
  readonly children: ReactNode;
}

/** Shows a way on when the pane itself stumbles, in place of an empty frame. */
export class Broken extends Component<BrokenProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Stumbled /> : this.props.children;
  }
}

function Stumbled() {
  const styles = useStyles();
  const { states } = useWords();
  const reload = (
    <Button appearance="primary" onClick={() => location.reload()}>
      {states.reload}
    </Button>
  );
  return (
    <main className={styles.main}>
      <DeadEnd sign={<ErrorCircleRegular />} title={states.brokenTitle} action={reload}>
        {states.brokenText}
      </DeadEnd>
    </main>
  );
}
