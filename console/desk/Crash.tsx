import { Component, type ReactNode } from 'react';
import { Sorry } from './Sorry.tsx';

/** Keeps a bug in one part from taking the whole desk away. */
export class Crash extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    return error ? <Sorry error={error} again={() => this.setState({ error: null })} /> : this.props.children;
  }
}
