/** That no byte of a tenant reaches another: the catalogue, every table, every route. */
@NullMarked
package dev.maru.isolation;

import org.jspecify.annotations.NullMarked;
