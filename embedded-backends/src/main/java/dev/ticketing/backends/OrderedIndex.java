package dev.ticketing.backends;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Map;
import java.util.Optional;

/** An index that can narrow a search. */
interface OrderedIndex {

    /** How this index would serve the search, if it can serve it at all. */
    Optional<IndexScan> scan(Map<String, Constraint> constraints, Document sort);
}
