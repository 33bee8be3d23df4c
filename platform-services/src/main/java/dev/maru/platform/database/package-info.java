/** The two pools, the two ways into the database, and the migrations. */
@NamedInterface("database")
@NullMarked
package dev.maru.platform.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
