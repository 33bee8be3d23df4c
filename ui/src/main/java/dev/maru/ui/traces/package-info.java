/** What applications did around their model calls: the traces of a project, and one of them as a tree. */
@NullMarked
package dev.maru.ui.traces;

import org.jspecify.annotations.NullMarked;
