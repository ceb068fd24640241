package dev.carillon.gateway.vendor.aliyun.emr;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.vendor.aliyun.ActionRequest;
import dev.carillon.gateway.vendor.aliyun.AliyunFault;
import java.util.ArrayList;
import java.util.List;

/** One page of a list in the making: counts all that match and keeps those of the page. */
final class Page<T> {

    /** What can be counted; a list that is longer is refused, with the parameters that make it shorter. */
    static final int MAX_LISTED = 10_000;

    private final int number;
    private final int size;
    private final String narrowBy;
    private final List<T> items = new ArrayList<>();
    private int total;

    /** @param narrowBy names the parameters that shorten the list */
    Page(ActionRequest request, String narrowBy) {
        this.number = request.whole(Fields.PAGE_NUMBER, 1);
        this.size = request.whole(Fields.PAGE_SIZE, Guesses.PAGE_SIZE);
        this.narrowBy = narrowBy;
    }

    /** @throws AliyunFault when there are more than can be counted */
    void add(T item) {
        long first = (number - 1L) * size;
        if (total >= first && total < first + size) {
            items.add(item);
        }
        if (++total > MAX_LISTED) {
            throw Faults.wrong("PageNumber", "more than " + MAX_LISTED + " match; narrow them by " + narrowBy);
        }
    }

    List<T> items() {
        return items;
    }

    /** The members that stand before every list. */
    ObjectNode answer() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("PageNumber", number)
                .put("PageSize", size)
                .put("Total", total);
    }
}
