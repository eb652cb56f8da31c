import type { ReactNode } from 'react';
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useWords } from '../language/spoken.ts';
import { Failure } from './states.tsx';

interface ConfirmProps {
  readonly open: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** What the button that does it says. */
  readonly action: string;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before something that is hard to take back. */
export function Confirm({
  open,
  title,
  children,
  action,
  pending,
  error,
  onConfirm,
  onCancel,
}: ConfirmProps) {
  const { common } = useWords();
  return (
    <Dialog open={open} modalType="alert" onOpenChange={(_, data) => !data.open && onCancel()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
            {children}
            {error !== null && error !== undefined && <Failure error={error} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onCancel}>{common.cancel}</Button>
            <Button appearance="primary" disabledFocusable={pending} onClick={onConfirm}>
              {action}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
