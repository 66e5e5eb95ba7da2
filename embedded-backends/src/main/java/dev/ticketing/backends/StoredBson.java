package dev.ticketing.backends;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Documents on disk are BSON, as they are on the wire: a quarter of what Java's serialization makes of them.
 */
final class StoredBson extends BasicDataType<Document> {

    static final StoredBson INSTANCE = new StoredBson();

    /** What a value and its field occupy on the heap, roughly; MVStore decides by it how full a page is. */
    private static final int BYTES_PER_VALUE = 100;

    private StoredBson() {}

    @Override
    public int getMemory(Document document) {
        int values = 1;
        for (Object value : document.values()) {
            values += value instanceof Iterable<?> || value instanceof Document ? 4 : 1;
        }
        return values * BYTES_PER_VALUE;
    }

    @Override
    public void write(WriteBuffer out, Document document) {
        ByteBuf encoded = Unpooled.buffer();
        BsonEncoder.encodeDocument(document, encoded);
        out.put(encoded.nioBuffer());
    }

    @Override
    public Document read(ByteBuffer in) {
        ByteBuf encoded = Unpooled.wrappedBuffer(in.slice());
        Document document = BsonDecoder.decodeBson(encoded);
        in.position(in.position() + encoded.readerIndex());
        return document;
    }

    @Override
    public Document[] createStorage(int size) {
        return new Document[size];
    }
}
