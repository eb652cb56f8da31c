import type { ComponentProps } from 'react';
import type { Conflict } from '../../../contract/index.ts';
import { useNotify } from '../../app/notices.tsx';
import { useWords } from '../../language/spoken.ts';
import { ItemList } from '../../parts/item-list.tsx';
import { Failure } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { ConflictRow } from './conflict-row.tsx';
import { useDecideConflict } from './use-conflicts.ts';

interface ConflictListProps {
  readonly list: ComponentProps<typeof ItemList<Conflict>>['list'];
  /** On the page of its appointment the title would only repeat the heading. */
  readonly titled: boolean;
  /** Whose mailbox a conflict happened in, where that isn't plain. */
  readonly whose?: (conflict: Conflict) => string;
}

/** Conflicts, each with what can be made of it. */
export function ConflictList({ list, titled, whose }: ConflictListProps) {
  const { conflicts } = useWords();
  const notify = useNotify();
  const { mutate, isPending, error } = useDecideConflict((decision) => notify(conflicts.done[decision]));
  return (
    <Surface title={conflicts.title} text={conflicts.text}>
      {error !== null && <Failure error={error} />}
      <ItemList
        label={conflicts.title}
        list={list}
        row={(conflict) => (
          <ConflictRow
            key={conflict.id}
            conflict={conflict}
            titled={titled}
            {...(whose === undefined ? {} : { where: whose(conflict) })}
            pending={isPending}
            decide={(decision) => mutate({ conflict, decision })}
          />
        )}
      />
    </Surface>
  );
}
