package org.factfloor.demo;

import org.factfloor.production.Entry;

/**
 * Something a simulated person says.
 *
 * @param entry of revision 1, or 2 where the person later said when it ended
 * @param remark may be empty
 */
public record Saying(Entry entry, String remark) {}
