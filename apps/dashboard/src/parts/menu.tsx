import * as Dropdown from '@radix-ui/react-dropdown-menu';
import {
  createContext,
  useContext,
  useMemo,
  useRef,
  type ComponentProps,
  type ReactElement,
  type ReactNode,
} from 'react';
import { Button } from './button.js';

interface MenuProps {
  /** A button. */
  readonly trigger: ReactElement;
  readonly children: ReactNode;
}

const ChosenContext = createContext<(act: () => void) => void>((act) => act());

/** A menu of actions. It is not modal: a modal one would write a style into the page, which our Content-Security-Policy refuses. */
export function Menu({ trigger, children }: MenuProps) {
  const chosen = useRef<(() => void) | null>(null);
  const choose = useMemo(() => (act: () => void) => void (chosen.current = act), []);
  // once the button has the focus again, so that a dialog which is opened gives it back there
  const act = () => {
    queueMicrotask(() => {
      chosen.current?.();
      chosen.current = null;
    });
  };
  return (
    <Dropdown.Root modal={false}>
      <Dropdown.Trigger asChild>{trigger}</Dropdown.Trigger>
      <Dropdown.Portal>
        <Dropdown.Content className="menu" align="end" sideOffset={4} onCloseAutoFocus={act}>
          <ChosenContext value={choose}>{children}</ChosenContext>
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  );
}

export function MenuItem({
  onSelect,
  danger,
  children,
}: {
  onSelect: () => void;
  danger?: boolean;
  children: ReactNode;
}) {
  const choose = useContext(ChosenContext);
  return (
    <Dropdown.Item
      className={danger ? 'menu-item menu-item-danger' : 'menu-item'}
      onSelect={() => choose(onSelect)}
    >
      {children}
    </Dropdown.Item>
  );
}

/** The button at the end of a row that opens what can be done to it. @param of what the row is about */
export function RowMenuButton({ of, ...button }: { of: string } & ComponentProps<typeof Button>) {
  return (
    <Button {...button} kind="quiet" aria-label={`Actions of ${of}`}>
      ⋯
    </Button>
  );
}
