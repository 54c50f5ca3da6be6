package tradewire.marketdata.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Owns instruments, feeds and the tick store: trades, quotes, books and candles,
 * as they come and as they were. What is asked for row by row is in decimals,
 * what is asked for in bulk in columns of integers.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class MarketDataServiceGrpc {

  private MarketDataServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "tradewire.marketdata.v1.MarketDataService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.GetInstrumentRequest,
      tradewire.marketdata.v1.Instrument> getGetInstrumentMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetInstrument",
      requestType = tradewire.marketdata.v1.GetInstrumentRequest.class,
      responseType = tradewire.marketdata.v1.Instrument.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.GetInstrumentRequest,
      tradewire.marketdata.v1.Instrument> getGetInstrumentMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.GetInstrumentRequest, tradewire.marketdata.v1.Instrument> getGetInstrumentMethod;
    if ((getGetInstrumentMethod = MarketDataServiceGrpc.getGetInstrumentMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getGetInstrumentMethod = MarketDataServiceGrpc.getGetInstrumentMethod) == null) {
          MarketDataServiceGrpc.getGetInstrumentMethod = getGetInstrumentMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.GetInstrumentRequest, tradewire.marketdata.v1.Instrument>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetInstrument"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.GetInstrumentRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.Instrument.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("GetInstrument"))
              .build();
        }
      }
    }
    return getGetInstrumentMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListInstrumentsRequest,
      tradewire.marketdata.v1.ListInstrumentsResponse> getListInstrumentsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListInstruments",
      requestType = tradewire.marketdata.v1.ListInstrumentsRequest.class,
      responseType = tradewire.marketdata.v1.ListInstrumentsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListInstrumentsRequest,
      tradewire.marketdata.v1.ListInstrumentsResponse> getListInstrumentsMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListInstrumentsRequest, tradewire.marketdata.v1.ListInstrumentsResponse> getListInstrumentsMethod;
    if ((getListInstrumentsMethod = MarketDataServiceGrpc.getListInstrumentsMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getListInstrumentsMethod = MarketDataServiceGrpc.getListInstrumentsMethod) == null) {
          MarketDataServiceGrpc.getListInstrumentsMethod = getListInstrumentsMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.ListInstrumentsRequest, tradewire.marketdata.v1.ListInstrumentsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListInstruments"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.ListInstrumentsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.ListInstrumentsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("ListInstruments"))
              .build();
        }
      }
    }
    return getListInstrumentsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.GetTickerRequest,
      tradewire.marketdata.v1.Ticker> getGetTickerMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetTicker",
      requestType = tradewire.marketdata.v1.GetTickerRequest.class,
      responseType = tradewire.marketdata.v1.Ticker.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.GetTickerRequest,
      tradewire.marketdata.v1.Ticker> getGetTickerMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.GetTickerRequest, tradewire.marketdata.v1.Ticker> getGetTickerMethod;
    if ((getGetTickerMethod = MarketDataServiceGrpc.getGetTickerMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getGetTickerMethod = MarketDataServiceGrpc.getGetTickerMethod) == null) {
          MarketDataServiceGrpc.getGetTickerMethod = getGetTickerMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.GetTickerRequest, tradewire.marketdata.v1.Ticker>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetTicker"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.GetTickerRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.Ticker.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("GetTicker"))
              .build();
        }
      }
    }
    return getGetTickerMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListTickersRequest,
      tradewire.marketdata.v1.ListTickersResponse> getListTickersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListTickers",
      requestType = tradewire.marketdata.v1.ListTickersRequest.class,
      responseType = tradewire.marketdata.v1.ListTickersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListTickersRequest,
      tradewire.marketdata.v1.ListTickersResponse> getListTickersMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListTickersRequest, tradewire.marketdata.v1.ListTickersResponse> getListTickersMethod;
    if ((getListTickersMethod = MarketDataServiceGrpc.getListTickersMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getListTickersMethod = MarketDataServiceGrpc.getListTickersMethod) == null) {
          MarketDataServiceGrpc.getListTickersMethod = getListTickersMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.ListTickersRequest, tradewire.marketdata.v1.ListTickersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListTickers"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.ListTickersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.ListTickersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("ListTickers"))
              .build();
        }
      }
    }
    return getListTickersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.StreamTickersRequest,
      tradewire.marketdata.v1.StreamTickersResponse> getStreamTickersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StreamTickers",
      requestType = tradewire.marketdata.v1.StreamTickersRequest.class,
      responseType = tradewire.marketdata.v1.StreamTickersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.StreamTickersRequest,
      tradewire.marketdata.v1.StreamTickersResponse> getStreamTickersMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.StreamTickersRequest, tradewire.marketdata.v1.StreamTickersResponse> getStreamTickersMethod;
    if ((getStreamTickersMethod = MarketDataServiceGrpc.getStreamTickersMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getStreamTickersMethod = MarketDataServiceGrpc.getStreamTickersMethod) == null) {
          MarketDataServiceGrpc.getStreamTickersMethod = getStreamTickersMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.StreamTickersRequest, tradewire.marketdata.v1.StreamTickersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StreamTickers"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.StreamTickersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.StreamTickersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("StreamTickers"))
              .build();
        }
      }
    }
    return getStreamTickersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.GetBookRequest,
      tradewire.marketdata.v1.Book> getGetBookMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetBook",
      requestType = tradewire.marketdata.v1.GetBookRequest.class,
      responseType = tradewire.marketdata.v1.Book.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.GetBookRequest,
      tradewire.marketdata.v1.Book> getGetBookMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.GetBookRequest, tradewire.marketdata.v1.Book> getGetBookMethod;
    if ((getGetBookMethod = MarketDataServiceGrpc.getGetBookMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getGetBookMethod = MarketDataServiceGrpc.getGetBookMethod) == null) {
          MarketDataServiceGrpc.getGetBookMethod = getGetBookMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.GetBookRequest, tradewire.marketdata.v1.Book>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetBook"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.GetBookRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.Book.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("GetBook"))
              .build();
        }
      }
    }
    return getGetBookMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListTradesRequest,
      tradewire.marketdata.v1.ListTradesResponse> getListTradesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListTrades",
      requestType = tradewire.marketdata.v1.ListTradesRequest.class,
      responseType = tradewire.marketdata.v1.ListTradesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListTradesRequest,
      tradewire.marketdata.v1.ListTradesResponse> getListTradesMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListTradesRequest, tradewire.marketdata.v1.ListTradesResponse> getListTradesMethod;
    if ((getListTradesMethod = MarketDataServiceGrpc.getListTradesMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getListTradesMethod = MarketDataServiceGrpc.getListTradesMethod) == null) {
          MarketDataServiceGrpc.getListTradesMethod = getListTradesMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.ListTradesRequest, tradewire.marketdata.v1.ListTradesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListTrades"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.ListTradesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.ListTradesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("ListTrades"))
              .build();
        }
      }
    }
    return getListTradesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListQuotesRequest,
      tradewire.marketdata.v1.ListQuotesResponse> getListQuotesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListQuotes",
      requestType = tradewire.marketdata.v1.ListQuotesRequest.class,
      responseType = tradewire.marketdata.v1.ListQuotesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListQuotesRequest,
      tradewire.marketdata.v1.ListQuotesResponse> getListQuotesMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListQuotesRequest, tradewire.marketdata.v1.ListQuotesResponse> getListQuotesMethod;
    if ((getListQuotesMethod = MarketDataServiceGrpc.getListQuotesMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getListQuotesMethod = MarketDataServiceGrpc.getListQuotesMethod) == null) {
          MarketDataServiceGrpc.getListQuotesMethod = getListQuotesMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.ListQuotesRequest, tradewire.marketdata.v1.ListQuotesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListQuotes"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.ListQuotesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.ListQuotesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("ListQuotes"))
              .build();
        }
      }
    }
    return getListQuotesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListCandlesRequest,
      tradewire.marketdata.v1.ListCandlesResponse> getListCandlesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListCandles",
      requestType = tradewire.marketdata.v1.ListCandlesRequest.class,
      responseType = tradewire.marketdata.v1.ListCandlesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListCandlesRequest,
      tradewire.marketdata.v1.ListCandlesResponse> getListCandlesMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListCandlesRequest, tradewire.marketdata.v1.ListCandlesResponse> getListCandlesMethod;
    if ((getListCandlesMethod = MarketDataServiceGrpc.getListCandlesMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getListCandlesMethod = MarketDataServiceGrpc.getListCandlesMethod) == null) {
          MarketDataServiceGrpc.getListCandlesMethod = getListCandlesMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.ListCandlesRequest, tradewire.marketdata.v1.ListCandlesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListCandles"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.ListCandlesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.ListCandlesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("ListCandles"))
              .build();
        }
      }
    }
    return getListCandlesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.ReadHistoryRequest,
      tradewire.marketdata.v1.ReadHistoryResponse> getReadHistoryMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ReadHistory",
      requestType = tradewire.marketdata.v1.ReadHistoryRequest.class,
      responseType = tradewire.marketdata.v1.ReadHistoryResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.ReadHistoryRequest,
      tradewire.marketdata.v1.ReadHistoryResponse> getReadHistoryMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.ReadHistoryRequest, tradewire.marketdata.v1.ReadHistoryResponse> getReadHistoryMethod;
    if ((getReadHistoryMethod = MarketDataServiceGrpc.getReadHistoryMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getReadHistoryMethod = MarketDataServiceGrpc.getReadHistoryMethod) == null) {
          MarketDataServiceGrpc.getReadHistoryMethod = getReadHistoryMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.ReadHistoryRequest, tradewire.marketdata.v1.ReadHistoryResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ReadHistory"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.ReadHistoryRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.ReadHistoryResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("ReadHistory"))
              .build();
        }
      }
    }
    return getReadHistoryMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.StreamMarketDataRequest,
      tradewire.marketdata.v1.StreamMarketDataResponse> getStreamMarketDataMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StreamMarketData",
      requestType = tradewire.marketdata.v1.StreamMarketDataRequest.class,
      responseType = tradewire.marketdata.v1.StreamMarketDataResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.StreamMarketDataRequest,
      tradewire.marketdata.v1.StreamMarketDataResponse> getStreamMarketDataMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.StreamMarketDataRequest, tradewire.marketdata.v1.StreamMarketDataResponse> getStreamMarketDataMethod;
    if ((getStreamMarketDataMethod = MarketDataServiceGrpc.getStreamMarketDataMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getStreamMarketDataMethod = MarketDataServiceGrpc.getStreamMarketDataMethod) == null) {
          MarketDataServiceGrpc.getStreamMarketDataMethod = getStreamMarketDataMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.StreamMarketDataRequest, tradewire.marketdata.v1.StreamMarketDataResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StreamMarketData"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.StreamMarketDataRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.StreamMarketDataResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("StreamMarketData"))
              .build();
        }
      }
    }
    return getStreamMarketDataMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListLiquidationsRequest,
      tradewire.marketdata.v1.ListLiquidationsResponse> getListLiquidationsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListLiquidations",
      requestType = tradewire.marketdata.v1.ListLiquidationsRequest.class,
      responseType = tradewire.marketdata.v1.ListLiquidationsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListLiquidationsRequest,
      tradewire.marketdata.v1.ListLiquidationsResponse> getListLiquidationsMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListLiquidationsRequest, tradewire.marketdata.v1.ListLiquidationsResponse> getListLiquidationsMethod;
    if ((getListLiquidationsMethod = MarketDataServiceGrpc.getListLiquidationsMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getListLiquidationsMethod = MarketDataServiceGrpc.getListLiquidationsMethod) == null) {
          MarketDataServiceGrpc.getListLiquidationsMethod = getListLiquidationsMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.ListLiquidationsRequest, tradewire.marketdata.v1.ListLiquidationsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListLiquidations"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.ListLiquidationsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.ListLiquidationsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("ListLiquidations"))
              .build();
        }
      }
    }
    return getListLiquidationsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListLiquidationZonesRequest,
      tradewire.marketdata.v1.ListLiquidationZonesResponse> getListLiquidationZonesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListLiquidationZones",
      requestType = tradewire.marketdata.v1.ListLiquidationZonesRequest.class,
      responseType = tradewire.marketdata.v1.ListLiquidationZonesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListLiquidationZonesRequest,
      tradewire.marketdata.v1.ListLiquidationZonesResponse> getListLiquidationZonesMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListLiquidationZonesRequest, tradewire.marketdata.v1.ListLiquidationZonesResponse> getListLiquidationZonesMethod;
    if ((getListLiquidationZonesMethod = MarketDataServiceGrpc.getListLiquidationZonesMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getListLiquidationZonesMethod = MarketDataServiceGrpc.getListLiquidationZonesMethod) == null) {
          MarketDataServiceGrpc.getListLiquidationZonesMethod = getListLiquidationZonesMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.ListLiquidationZonesRequest, tradewire.marketdata.v1.ListLiquidationZonesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListLiquidationZones"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.ListLiquidationZonesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.ListLiquidationZonesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("ListLiquidationZones"))
              .build();
        }
      }
    }
    return getListLiquidationZonesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.GetFundingRequest,
      tradewire.marketdata.v1.Funding> getGetFundingMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetFunding",
      requestType = tradewire.marketdata.v1.GetFundingRequest.class,
      responseType = tradewire.marketdata.v1.Funding.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.GetFundingRequest,
      tradewire.marketdata.v1.Funding> getGetFundingMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.GetFundingRequest, tradewire.marketdata.v1.Funding> getGetFundingMethod;
    if ((getGetFundingMethod = MarketDataServiceGrpc.getGetFundingMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getGetFundingMethod = MarketDataServiceGrpc.getGetFundingMethod) == null) {
          MarketDataServiceGrpc.getGetFundingMethod = getGetFundingMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.GetFundingRequest, tradewire.marketdata.v1.Funding>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetFunding"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.GetFundingRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.Funding.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("GetFunding"))
              .build();
        }
      }
    }
    return getGetFundingMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListFundingRatesRequest,
      tradewire.marketdata.v1.ListFundingRatesResponse> getListFundingRatesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListFundingRates",
      requestType = tradewire.marketdata.v1.ListFundingRatesRequest.class,
      responseType = tradewire.marketdata.v1.ListFundingRatesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListFundingRatesRequest,
      tradewire.marketdata.v1.ListFundingRatesResponse> getListFundingRatesMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListFundingRatesRequest, tradewire.marketdata.v1.ListFundingRatesResponse> getListFundingRatesMethod;
    if ((getListFundingRatesMethod = MarketDataServiceGrpc.getListFundingRatesMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getListFundingRatesMethod = MarketDataServiceGrpc.getListFundingRatesMethod) == null) {
          MarketDataServiceGrpc.getListFundingRatesMethod = getListFundingRatesMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.ListFundingRatesRequest, tradewire.marketdata.v1.ListFundingRatesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListFundingRates"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.ListFundingRatesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.ListFundingRatesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("ListFundingRates"))
              .build();
        }
      }
    }
    return getListFundingRatesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.GetFeedRequest,
      tradewire.marketdata.v1.Feed> getGetFeedMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetFeed",
      requestType = tradewire.marketdata.v1.GetFeedRequest.class,
      responseType = tradewire.marketdata.v1.Feed.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.GetFeedRequest,
      tradewire.marketdata.v1.Feed> getGetFeedMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.GetFeedRequest, tradewire.marketdata.v1.Feed> getGetFeedMethod;
    if ((getGetFeedMethod = MarketDataServiceGrpc.getGetFeedMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getGetFeedMethod = MarketDataServiceGrpc.getGetFeedMethod) == null) {
          MarketDataServiceGrpc.getGetFeedMethod = getGetFeedMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.GetFeedRequest, tradewire.marketdata.v1.Feed>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetFeed"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.GetFeedRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.Feed.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("GetFeed"))
              .build();
        }
      }
    }
    return getGetFeedMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListFeedsRequest,
      tradewire.marketdata.v1.ListFeedsResponse> getListFeedsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListFeeds",
      requestType = tradewire.marketdata.v1.ListFeedsRequest.class,
      responseType = tradewire.marketdata.v1.ListFeedsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListFeedsRequest,
      tradewire.marketdata.v1.ListFeedsResponse> getListFeedsMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListFeedsRequest, tradewire.marketdata.v1.ListFeedsResponse> getListFeedsMethod;
    if ((getListFeedsMethod = MarketDataServiceGrpc.getListFeedsMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getListFeedsMethod = MarketDataServiceGrpc.getListFeedsMethod) == null) {
          MarketDataServiceGrpc.getListFeedsMethod = getListFeedsMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.ListFeedsRequest, tradewire.marketdata.v1.ListFeedsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListFeeds"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.ListFeedsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.ListFeedsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("ListFeeds"))
              .build();
        }
      }
    }
    return getListFeedsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.StreamFeedsRequest,
      tradewire.marketdata.v1.StreamFeedsResponse> getStreamFeedsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StreamFeeds",
      requestType = tradewire.marketdata.v1.StreamFeedsRequest.class,
      responseType = tradewire.marketdata.v1.StreamFeedsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.StreamFeedsRequest,
      tradewire.marketdata.v1.StreamFeedsResponse> getStreamFeedsMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.StreamFeedsRequest, tradewire.marketdata.v1.StreamFeedsResponse> getStreamFeedsMethod;
    if ((getStreamFeedsMethod = MarketDataServiceGrpc.getStreamFeedsMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getStreamFeedsMethod = MarketDataServiceGrpc.getStreamFeedsMethod) == null) {
          MarketDataServiceGrpc.getStreamFeedsMethod = getStreamFeedsMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.StreamFeedsRequest, tradewire.marketdata.v1.StreamFeedsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StreamFeeds"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.StreamFeedsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.StreamFeedsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("StreamFeeds"))
              .build();
        }
      }
    }
    return getStreamFeedsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.UpdateFeedRequest,
      tradewire.marketdata.v1.Feed> getUpdateFeedMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UpdateFeed",
      requestType = tradewire.marketdata.v1.UpdateFeedRequest.class,
      responseType = tradewire.marketdata.v1.Feed.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.UpdateFeedRequest,
      tradewire.marketdata.v1.Feed> getUpdateFeedMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.UpdateFeedRequest, tradewire.marketdata.v1.Feed> getUpdateFeedMethod;
    if ((getUpdateFeedMethod = MarketDataServiceGrpc.getUpdateFeedMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getUpdateFeedMethod = MarketDataServiceGrpc.getUpdateFeedMethod) == null) {
          MarketDataServiceGrpc.getUpdateFeedMethod = getUpdateFeedMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.UpdateFeedRequest, tradewire.marketdata.v1.Feed>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UpdateFeed"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.UpdateFeedRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.Feed.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("UpdateFeed"))
              .build();
        }
      }
    }
    return getUpdateFeedMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.StartFeedRequest,
      tradewire.marketdata.v1.Feed> getStartFeedMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StartFeed",
      requestType = tradewire.marketdata.v1.StartFeedRequest.class,
      responseType = tradewire.marketdata.v1.Feed.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.StartFeedRequest,
      tradewire.marketdata.v1.Feed> getStartFeedMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.StartFeedRequest, tradewire.marketdata.v1.Feed> getStartFeedMethod;
    if ((getStartFeedMethod = MarketDataServiceGrpc.getStartFeedMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getStartFeedMethod = MarketDataServiceGrpc.getStartFeedMethod) == null) {
          MarketDataServiceGrpc.getStartFeedMethod = getStartFeedMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.StartFeedRequest, tradewire.marketdata.v1.Feed>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StartFeed"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.StartFeedRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.Feed.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("StartFeed"))
              .build();
        }
      }
    }
    return getStartFeedMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.StopFeedRequest,
      tradewire.marketdata.v1.Feed> getStopFeedMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StopFeed",
      requestType = tradewire.marketdata.v1.StopFeedRequest.class,
      responseType = tradewire.marketdata.v1.Feed.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.StopFeedRequest,
      tradewire.marketdata.v1.Feed> getStopFeedMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.StopFeedRequest, tradewire.marketdata.v1.Feed> getStopFeedMethod;
    if ((getStopFeedMethod = MarketDataServiceGrpc.getStopFeedMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getStopFeedMethod = MarketDataServiceGrpc.getStopFeedMethod) == null) {
          MarketDataServiceGrpc.getStopFeedMethod = getStopFeedMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.StopFeedRequest, tradewire.marketdata.v1.Feed>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StopFeed"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.StopFeedRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.Feed.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("StopFeed"))
              .build();
        }
      }
    }
    return getStopFeedMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.CreateDownloadRequest,
      tradewire.marketdata.v1.Download> getCreateDownloadMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateDownload",
      requestType = tradewire.marketdata.v1.CreateDownloadRequest.class,
      responseType = tradewire.marketdata.v1.Download.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.CreateDownloadRequest,
      tradewire.marketdata.v1.Download> getCreateDownloadMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.CreateDownloadRequest, tradewire.marketdata.v1.Download> getCreateDownloadMethod;
    if ((getCreateDownloadMethod = MarketDataServiceGrpc.getCreateDownloadMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getCreateDownloadMethod = MarketDataServiceGrpc.getCreateDownloadMethod) == null) {
          MarketDataServiceGrpc.getCreateDownloadMethod = getCreateDownloadMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.CreateDownloadRequest, tradewire.marketdata.v1.Download>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateDownload"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.CreateDownloadRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.Download.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("CreateDownload"))
              .build();
        }
      }
    }
    return getCreateDownloadMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.GetDownloadRequest,
      tradewire.marketdata.v1.Download> getGetDownloadMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetDownload",
      requestType = tradewire.marketdata.v1.GetDownloadRequest.class,
      responseType = tradewire.marketdata.v1.Download.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.GetDownloadRequest,
      tradewire.marketdata.v1.Download> getGetDownloadMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.GetDownloadRequest, tradewire.marketdata.v1.Download> getGetDownloadMethod;
    if ((getGetDownloadMethod = MarketDataServiceGrpc.getGetDownloadMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getGetDownloadMethod = MarketDataServiceGrpc.getGetDownloadMethod) == null) {
          MarketDataServiceGrpc.getGetDownloadMethod = getGetDownloadMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.GetDownloadRequest, tradewire.marketdata.v1.Download>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetDownload"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.GetDownloadRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.Download.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("GetDownload"))
              .build();
        }
      }
    }
    return getGetDownloadMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListDownloadsRequest,
      tradewire.marketdata.v1.ListDownloadsResponse> getListDownloadsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListDownloads",
      requestType = tradewire.marketdata.v1.ListDownloadsRequest.class,
      responseType = tradewire.marketdata.v1.ListDownloadsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListDownloadsRequest,
      tradewire.marketdata.v1.ListDownloadsResponse> getListDownloadsMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.ListDownloadsRequest, tradewire.marketdata.v1.ListDownloadsResponse> getListDownloadsMethod;
    if ((getListDownloadsMethod = MarketDataServiceGrpc.getListDownloadsMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getListDownloadsMethod = MarketDataServiceGrpc.getListDownloadsMethod) == null) {
          MarketDataServiceGrpc.getListDownloadsMethod = getListDownloadsMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.ListDownloadsRequest, tradewire.marketdata.v1.ListDownloadsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListDownloads"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.ListDownloadsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.ListDownloadsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("ListDownloads"))
              .build();
        }
      }
    }
    return getListDownloadsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.marketdata.v1.CancelDownloadRequest,
      tradewire.marketdata.v1.Download> getCancelDownloadMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CancelDownload",
      requestType = tradewire.marketdata.v1.CancelDownloadRequest.class,
      responseType = tradewire.marketdata.v1.Download.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.marketdata.v1.CancelDownloadRequest,
      tradewire.marketdata.v1.Download> getCancelDownloadMethod() {
    io.grpc.MethodDescriptor<tradewire.marketdata.v1.CancelDownloadRequest, tradewire.marketdata.v1.Download> getCancelDownloadMethod;
    if ((getCancelDownloadMethod = MarketDataServiceGrpc.getCancelDownloadMethod) == null) {
      synchronized (MarketDataServiceGrpc.class) {
        if ((getCancelDownloadMethod = MarketDataServiceGrpc.getCancelDownloadMethod) == null) {
          MarketDataServiceGrpc.getCancelDownloadMethod = getCancelDownloadMethod =
              io.grpc.MethodDescriptor.<tradewire.marketdata.v1.CancelDownloadRequest, tradewire.marketdata.v1.Download>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CancelDownload"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.CancelDownloadRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.marketdata.v1.Download.getDefaultInstance()))
              .setSchemaDescriptor(new MarketDataServiceMethodDescriptorSupplier("CancelDownload"))
              .build();
        }
      }
    }
    return getCancelDownloadMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static MarketDataServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<MarketDataServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<MarketDataServiceStub>() {
        @java.lang.Override
        public MarketDataServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new MarketDataServiceStub(channel, callOptions);
        }
      };
    return MarketDataServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static MarketDataServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<MarketDataServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<MarketDataServiceBlockingV2Stub>() {
        @java.lang.Override
        public MarketDataServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new MarketDataServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return MarketDataServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static MarketDataServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<MarketDataServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<MarketDataServiceBlockingStub>() {
        @java.lang.Override
        public MarketDataServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new MarketDataServiceBlockingStub(channel, callOptions);
        }
      };
    return MarketDataServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static MarketDataServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<MarketDataServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<MarketDataServiceFutureStub>() {
        @java.lang.Override
        public MarketDataServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new MarketDataServiceFutureStub(channel, callOptions);
        }
      };
    return MarketDataServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Owns instruments, feeds and the tick store: trades, quotes, books and candles,
   * as they come and as they were. What is asked for row by row is in decimals,
   * what is asked for in bulk in columns of integers.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Gets an instrument. NOT_FOUND where there is none.
     * </pre>
     */
    default void getInstrument(tradewire.marketdata.v1.GetInstrumentRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Instrument> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetInstrumentMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists instruments, by id.
     * </pre>
     */
    default void listInstruments(tradewire.marketdata.v1.ListInstrumentsRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListInstrumentsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListInstrumentsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gets an instrument's ticker: prices now and of the last 24 hours.
     * </pre>
     */
    default void getTicker(tradewire.marketdata.v1.GetTickerRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Ticker> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetTickerMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the tickers of many instruments, by instrument.
     * </pre>
     */
    default void listTickers(tradewire.marketdata.v1.ListTickersRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListTickersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListTickersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams tickers as they change, conflated: for screens.
     * </pre>
     */
    default void streamTickers(tradewire.marketdata.v1.StreamTickersRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.StreamTickersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStreamTickersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gets an instrument's order book, with the position that StreamMarketData
     * continues it from. FAILED_PRECONDITION where no feed brings books of it.
     * </pre>
     */
    default void getBook(tradewire.marketdata.v1.GetBookRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Book> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetBookMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists an instrument's trades, by sequence.
     * </pre>
     */
    default void listTrades(tradewire.marketdata.v1.ListTradesRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListTradesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListTradesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists an instrument's quotes, by sequence.
     * </pre>
     */
    default void listQuotes(tradewire.marketdata.v1.ListQuotesRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListQuotesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListQuotesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists an instrument's closed candles of one length, by open time.
     * </pre>
     */
    default void listCandles(tradewire.marketdata.v1.ListCandlesRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListCandlesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListCandlesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads an instrument's stored events of one type in columns, by sequence: in
     * bulk, some ten thousand rows a message.
     * </pre>
     */
    default void readHistory(tradewire.marketdata.v1.ReadHistoryRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ReadHistoryResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getReadHistoryMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams market data as they come, in columns, resumable: each instrument and
     * type a stream of its own. OUT_OF_RANGE where the position is of another log
     * or no longer stored.
     * </pre>
     */
    default void streamMarketData(tradewire.marketdata.v1.StreamMarketDataRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.StreamMarketDataResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStreamMarketDataMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists an instrument's liquidations, by sequence. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    default void listLiquidations(tradewire.marketdata.v1.ListLiquidationsRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListLiquidationsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListLiquidationsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the bands of prices in which many positions would be liquidated, the
     * nearest first. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void listLiquidationZones(tradewire.marketdata.v1.ListLiquidationZonesRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListLiquidationZonesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListLiquidationZonesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gets a perpetual's next funding and its mark price. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    default void getFunding(tradewire.marketdata.v1.GetFundingRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Funding> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetFundingMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists a perpetual's past fundings, by time. Answers UNIMPLEMENTED until it
     * is built.
     * </pre>
     */
    default void listFundingRates(tradewire.marketdata.v1.ListFundingRatesRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListFundingRatesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListFundingRatesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gets a feed and how it is. NOT_FOUND where there is none.
     * </pre>
     */
    default void getFeed(tradewire.marketdata.v1.GetFeedRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Feed> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetFeedMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists feeds and how they are, by id.
     * </pre>
     */
    default void listFeeds(tradewire.marketdata.v1.ListFeedsRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListFeedsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListFeedsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams what happens to feeds and downloads. OUT_OF_RANGE where the position
     * is of another log.
     * </pre>
     */
    default void streamFeeds(tradewire.marketdata.v1.StreamFeedsRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.StreamFeedsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStreamFeedsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Changes the masked settings of a feed, such as what it subscribes, without a
     * hole in what stays. ABORTED where the etag is an older one. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void updateFeed(tradewire.marketdata.v1.UpdateFeedRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Feed> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUpdateFeedMethod(), responseObserver);
    }

    /**
     * <pre>
     * Starts a feed that is stopped or failed. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    default void startFeed(tradewire.marketdata.v1.StartFeedRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Feed> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStartFeedMethod(), responseObserver);
    }

    /**
     * <pre>
     * Stops a feed, with all it received stored and published. Its instruments go
     * stale, and risk refuses what would open or enlarge. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    default void stopFeed(tradewire.marketdata.v1.StopFeedRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Feed> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStopFeedMethod(), responseObserver);
    }

    /**
     * <pre>
     * Creates a job that fetches a venue's history into the tick store. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void createDownload(tradewire.marketdata.v1.CreateDownloadRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Download> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateDownloadMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gets a download and how far it is. NOT_FOUND where there is none. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void getDownload(tradewire.marketdata.v1.GetDownloadRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Download> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetDownloadMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists downloads, newest first. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void listDownloads(tradewire.marketdata.v1.ListDownloadsRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListDownloadsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListDownloadsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Cancels a download that is queued or running; what it stored stays.
     * FAILED_PRECONDITION once it is final. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    default void cancelDownload(tradewire.marketdata.v1.CancelDownloadRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Download> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCancelDownloadMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service MarketDataService.
   * <pre>
   * Owns instruments, feeds and the tick store: trades, quotes, books and candles,
   * as they come and as they were. What is asked for row by row is in decimals,
   * what is asked for in bulk in columns of integers.
   * </pre>
   */
  public static abstract class MarketDataServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return MarketDataServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service MarketDataService.
   * <pre>
   * Owns instruments, feeds and the tick store: trades, quotes, books and candles,
   * as they come and as they were. What is asked for row by row is in decimals,
   * what is asked for in bulk in columns of integers.
   * </pre>
   */
  public static final class MarketDataServiceStub
      extends io.grpc.stub.AbstractAsyncStub<MarketDataServiceStub> {
    private MarketDataServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected MarketDataServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new MarketDataServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Gets an instrument. NOT_FOUND where there is none.
     * </pre>
     */
    public void getInstrument(tradewire.marketdata.v1.GetInstrumentRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Instrument> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetInstrumentMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists instruments, by id.
     * </pre>
     */
    public void listInstruments(tradewire.marketdata.v1.ListInstrumentsRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListInstrumentsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListInstrumentsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gets an instrument's ticker: prices now and of the last 24 hours.
     * </pre>
     */
    public void getTicker(tradewire.marketdata.v1.GetTickerRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Ticker> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetTickerMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the tickers of many instruments, by instrument.
     * </pre>
     */
    public void listTickers(tradewire.marketdata.v1.ListTickersRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListTickersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListTickersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams tickers as they change, conflated: for screens.
     * </pre>
     */
    public void streamTickers(tradewire.marketdata.v1.StreamTickersRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.StreamTickersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getStreamTickersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gets an instrument's order book, with the position that StreamMarketData
     * continues it from. FAILED_PRECONDITION where no feed brings books of it.
     * </pre>
     */
    public void getBook(tradewire.marketdata.v1.GetBookRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Book> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetBookMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists an instrument's trades, by sequence.
     * </pre>
     */
    public void listTrades(tradewire.marketdata.v1.ListTradesRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListTradesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListTradesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists an instrument's quotes, by sequence.
     * </pre>
     */
    public void listQuotes(tradewire.marketdata.v1.ListQuotesRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListQuotesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListQuotesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists an instrument's closed candles of one length, by open time.
     * </pre>
     */
    public void listCandles(tradewire.marketdata.v1.ListCandlesRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListCandlesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListCandlesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads an instrument's stored events of one type in columns, by sequence: in
     * bulk, some ten thousand rows a message.
     * </pre>
     */
    public void readHistory(tradewire.marketdata.v1.ReadHistoryRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ReadHistoryResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getReadHistoryMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams market data as they come, in columns, resumable: each instrument and
     * type a stream of its own. OUT_OF_RANGE where the position is of another log
     * or no longer stored.
     * </pre>
     */
    public void streamMarketData(tradewire.marketdata.v1.StreamMarketDataRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.StreamMarketDataResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getStreamMarketDataMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists an instrument's liquidations, by sequence. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    public void listLiquidations(tradewire.marketdata.v1.ListLiquidationsRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListLiquidationsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListLiquidationsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the bands of prices in which many positions would be liquidated, the
     * nearest first. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void listLiquidationZones(tradewire.marketdata.v1.ListLiquidationZonesRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListLiquidationZonesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListLiquidationZonesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gets a perpetual's next funding and its mark price. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public void getFunding(tradewire.marketdata.v1.GetFundingRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Funding> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetFundingMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists a perpetual's past fundings, by time. Answers UNIMPLEMENTED until it
     * is built.
     * </pre>
     */
    public void listFundingRates(tradewire.marketdata.v1.ListFundingRatesRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListFundingRatesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListFundingRatesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gets a feed and how it is. NOT_FOUND where there is none.
     * </pre>
     */
    public void getFeed(tradewire.marketdata.v1.GetFeedRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Feed> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetFeedMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists feeds and how they are, by id.
     * </pre>
     */
    public void listFeeds(tradewire.marketdata.v1.ListFeedsRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListFeedsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListFeedsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams what happens to feeds and downloads. OUT_OF_RANGE where the position
     * is of another log.
     * </pre>
     */
    public void streamFeeds(tradewire.marketdata.v1.StreamFeedsRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.StreamFeedsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getStreamFeedsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Changes the masked settings of a feed, such as what it subscribes, without a
     * hole in what stays. ABORTED where the etag is an older one. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void updateFeed(tradewire.marketdata.v1.UpdateFeedRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Feed> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUpdateFeedMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Starts a feed that is stopped or failed. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public void startFeed(tradewire.marketdata.v1.StartFeedRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Feed> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getStartFeedMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Stops a feed, with all it received stored and published. Its instruments go
     * stale, and risk refuses what would open or enlarge. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public void stopFeed(tradewire.marketdata.v1.StopFeedRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Feed> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getStopFeedMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Creates a job that fetches a venue's history into the tick store. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void createDownload(tradewire.marketdata.v1.CreateDownloadRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Download> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateDownloadMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gets a download and how far it is. NOT_FOUND where there is none. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void getDownload(tradewire.marketdata.v1.GetDownloadRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Download> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetDownloadMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists downloads, newest first. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void listDownloads(tradewire.marketdata.v1.ListDownloadsRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListDownloadsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListDownloadsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Cancels a download that is queued or running; what it stored stays.
     * FAILED_PRECONDITION once it is final. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public void cancelDownload(tradewire.marketdata.v1.CancelDownloadRequest request,
        io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Download> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCancelDownloadMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service MarketDataService.
   * <pre>
   * Owns instruments, feeds and the tick store: trades, quotes, books and candles,
   * as they come and as they were. What is asked for row by row is in decimals,
   * what is asked for in bulk in columns of integers.
   * </pre>
   */
  public static final class MarketDataServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<MarketDataServiceBlockingV2Stub> {
    private MarketDataServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected MarketDataServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new MarketDataServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Gets an instrument. NOT_FOUND where there is none.
     * </pre>
     */
    public tradewire.marketdata.v1.Instrument getInstrument(tradewire.marketdata.v1.GetInstrumentRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetInstrumentMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists instruments, by id.
     * </pre>
     */
    public tradewire.marketdata.v1.ListInstrumentsResponse listInstruments(tradewire.marketdata.v1.ListInstrumentsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListInstrumentsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets an instrument's ticker: prices now and of the last 24 hours.
     * </pre>
     */
    public tradewire.marketdata.v1.Ticker getTicker(tradewire.marketdata.v1.GetTickerRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetTickerMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the tickers of many instruments, by instrument.
     * </pre>
     */
    public tradewire.marketdata.v1.ListTickersResponse listTickers(tradewire.marketdata.v1.ListTickersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListTickersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams tickers as they change, conflated: for screens.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, tradewire.marketdata.v1.StreamTickersResponse>
        streamTickers(tradewire.marketdata.v1.StreamTickersRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getStreamTickersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets an instrument's order book, with the position that StreamMarketData
     * continues it from. FAILED_PRECONDITION where no feed brings books of it.
     * </pre>
     */
    public tradewire.marketdata.v1.Book getBook(tradewire.marketdata.v1.GetBookRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetBookMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists an instrument's trades, by sequence.
     * </pre>
     */
    public tradewire.marketdata.v1.ListTradesResponse listTrades(tradewire.marketdata.v1.ListTradesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListTradesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists an instrument's quotes, by sequence.
     * </pre>
     */
    public tradewire.marketdata.v1.ListQuotesResponse listQuotes(tradewire.marketdata.v1.ListQuotesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListQuotesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists an instrument's closed candles of one length, by open time.
     * </pre>
     */
    public tradewire.marketdata.v1.ListCandlesResponse listCandles(tradewire.marketdata.v1.ListCandlesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListCandlesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads an instrument's stored events of one type in columns, by sequence: in
     * bulk, some ten thousand rows a message.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, tradewire.marketdata.v1.ReadHistoryResponse>
        readHistory(tradewire.marketdata.v1.ReadHistoryRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getReadHistoryMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams market data as they come, in columns, resumable: each instrument and
     * type a stream of its own. OUT_OF_RANGE where the position is of another log
     * or no longer stored.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, tradewire.marketdata.v1.StreamMarketDataResponse>
        streamMarketData(tradewire.marketdata.v1.StreamMarketDataRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getStreamMarketDataMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists an instrument's liquidations, by sequence. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    public tradewire.marketdata.v1.ListLiquidationsResponse listLiquidations(tradewire.marketdata.v1.ListLiquidationsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListLiquidationsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the bands of prices in which many positions would be liquidated, the
     * nearest first. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.marketdata.v1.ListLiquidationZonesResponse listLiquidationZones(tradewire.marketdata.v1.ListLiquidationZonesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListLiquidationZonesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a perpetual's next funding and its mark price. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public tradewire.marketdata.v1.Funding getFunding(tradewire.marketdata.v1.GetFundingRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetFundingMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists a perpetual's past fundings, by time. Answers UNIMPLEMENTED until it
     * is built.
     * </pre>
     */
    public tradewire.marketdata.v1.ListFundingRatesResponse listFundingRates(tradewire.marketdata.v1.ListFundingRatesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListFundingRatesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a feed and how it is. NOT_FOUND where there is none.
     * </pre>
     */
    public tradewire.marketdata.v1.Feed getFeed(tradewire.marketdata.v1.GetFeedRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetFeedMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists feeds and how they are, by id.
     * </pre>
     */
    public tradewire.marketdata.v1.ListFeedsResponse listFeeds(tradewire.marketdata.v1.ListFeedsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListFeedsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams what happens to feeds and downloads. OUT_OF_RANGE where the position
     * is of another log.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, tradewire.marketdata.v1.StreamFeedsResponse>
        streamFeeds(tradewire.marketdata.v1.StreamFeedsRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getStreamFeedsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes the masked settings of a feed, such as what it subscribes, without a
     * hole in what stays. ABORTED where the etag is an older one. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.marketdata.v1.Feed updateFeed(tradewire.marketdata.v1.UpdateFeedRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUpdateFeedMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Starts a feed that is stopped or failed. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public tradewire.marketdata.v1.Feed startFeed(tradewire.marketdata.v1.StartFeedRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getStartFeedMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Stops a feed, with all it received stored and published. Its instruments go
     * stale, and risk refuses what would open or enlarge. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public tradewire.marketdata.v1.Feed stopFeed(tradewire.marketdata.v1.StopFeedRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getStopFeedMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Creates a job that fetches a venue's history into the tick store. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.marketdata.v1.Download createDownload(tradewire.marketdata.v1.CreateDownloadRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateDownloadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a download and how far it is. NOT_FOUND where there is none. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.marketdata.v1.Download getDownload(tradewire.marketdata.v1.GetDownloadRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetDownloadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists downloads, newest first. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.marketdata.v1.ListDownloadsResponse listDownloads(tradewire.marketdata.v1.ListDownloadsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListDownloadsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Cancels a download that is queued or running; what it stored stays.
     * FAILED_PRECONDITION once it is final. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public tradewire.marketdata.v1.Download cancelDownload(tradewire.marketdata.v1.CancelDownloadRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCancelDownloadMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service MarketDataService.
   * <pre>
   * Owns instruments, feeds and the tick store: trades, quotes, books and candles,
   * as they come and as they were. What is asked for row by row is in decimals,
   * what is asked for in bulk in columns of integers.
   * </pre>
   */
  public static final class MarketDataServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<MarketDataServiceBlockingStub> {
    private MarketDataServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected MarketDataServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new MarketDataServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Gets an instrument. NOT_FOUND where there is none.
     * </pre>
     */
    public tradewire.marketdata.v1.Instrument getInstrument(tradewire.marketdata.v1.GetInstrumentRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetInstrumentMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists instruments, by id.
     * </pre>
     */
    public tradewire.marketdata.v1.ListInstrumentsResponse listInstruments(tradewire.marketdata.v1.ListInstrumentsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListInstrumentsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets an instrument's ticker: prices now and of the last 24 hours.
     * </pre>
     */
    public tradewire.marketdata.v1.Ticker getTicker(tradewire.marketdata.v1.GetTickerRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetTickerMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the tickers of many instruments, by instrument.
     * </pre>
     */
    public tradewire.marketdata.v1.ListTickersResponse listTickers(tradewire.marketdata.v1.ListTickersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListTickersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams tickers as they change, conflated: for screens.
     * </pre>
     */
    public java.util.Iterator<tradewire.marketdata.v1.StreamTickersResponse> streamTickers(
        tradewire.marketdata.v1.StreamTickersRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getStreamTickersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets an instrument's order book, with the position that StreamMarketData
     * continues it from. FAILED_PRECONDITION where no feed brings books of it.
     * </pre>
     */
    public tradewire.marketdata.v1.Book getBook(tradewire.marketdata.v1.GetBookRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetBookMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists an instrument's trades, by sequence.
     * </pre>
     */
    public tradewire.marketdata.v1.ListTradesResponse listTrades(tradewire.marketdata.v1.ListTradesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListTradesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists an instrument's quotes, by sequence.
     * </pre>
     */
    public tradewire.marketdata.v1.ListQuotesResponse listQuotes(tradewire.marketdata.v1.ListQuotesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListQuotesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists an instrument's closed candles of one length, by open time.
     * </pre>
     */
    public tradewire.marketdata.v1.ListCandlesResponse listCandles(tradewire.marketdata.v1.ListCandlesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListCandlesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads an instrument's stored events of one type in columns, by sequence: in
     * bulk, some ten thousand rows a message.
     * </pre>
     */
    public java.util.Iterator<tradewire.marketdata.v1.ReadHistoryResponse> readHistory(
        tradewire.marketdata.v1.ReadHistoryRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getReadHistoryMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams market data as they come, in columns, resumable: each instrument and
     * type a stream of its own. OUT_OF_RANGE where the position is of another log
     * or no longer stored.
     * </pre>
     */
    public java.util.Iterator<tradewire.marketdata.v1.StreamMarketDataResponse> streamMarketData(
        tradewire.marketdata.v1.StreamMarketDataRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getStreamMarketDataMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists an instrument's liquidations, by sequence. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    public tradewire.marketdata.v1.ListLiquidationsResponse listLiquidations(tradewire.marketdata.v1.ListLiquidationsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListLiquidationsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the bands of prices in which many positions would be liquidated, the
     * nearest first. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.marketdata.v1.ListLiquidationZonesResponse listLiquidationZones(tradewire.marketdata.v1.ListLiquidationZonesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListLiquidationZonesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a perpetual's next funding and its mark price. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public tradewire.marketdata.v1.Funding getFunding(tradewire.marketdata.v1.GetFundingRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetFundingMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists a perpetual's past fundings, by time. Answers UNIMPLEMENTED until it
     * is built.
     * </pre>
     */
    public tradewire.marketdata.v1.ListFundingRatesResponse listFundingRates(tradewire.marketdata.v1.ListFundingRatesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListFundingRatesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a feed and how it is. NOT_FOUND where there is none.
     * </pre>
     */
    public tradewire.marketdata.v1.Feed getFeed(tradewire.marketdata.v1.GetFeedRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetFeedMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists feeds and how they are, by id.
     * </pre>
     */
    public tradewire.marketdata.v1.ListFeedsResponse listFeeds(tradewire.marketdata.v1.ListFeedsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListFeedsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams what happens to feeds and downloads. OUT_OF_RANGE where the position
     * is of another log.
     * </pre>
     */
    public java.util.Iterator<tradewire.marketdata.v1.StreamFeedsResponse> streamFeeds(
        tradewire.marketdata.v1.StreamFeedsRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getStreamFeedsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes the masked settings of a feed, such as what it subscribes, without a
     * hole in what stays. ABORTED where the etag is an older one. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.marketdata.v1.Feed updateFeed(tradewire.marketdata.v1.UpdateFeedRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUpdateFeedMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Starts a feed that is stopped or failed. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public tradewire.marketdata.v1.Feed startFeed(tradewire.marketdata.v1.StartFeedRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getStartFeedMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Stops a feed, with all it received stored and published. Its instruments go
     * stale, and risk refuses what would open or enlarge. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public tradewire.marketdata.v1.Feed stopFeed(tradewire.marketdata.v1.StopFeedRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getStopFeedMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Creates a job that fetches a venue's history into the tick store. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.marketdata.v1.Download createDownload(tradewire.marketdata.v1.CreateDownloadRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateDownloadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a download and how far it is. NOT_FOUND where there is none. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.marketdata.v1.Download getDownload(tradewire.marketdata.v1.GetDownloadRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetDownloadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists downloads, newest first. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.marketdata.v1.ListDownloadsResponse listDownloads(tradewire.marketdata.v1.ListDownloadsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListDownloadsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Cancels a download that is queued or running; what it stored stays.
     * FAILED_PRECONDITION once it is final. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public tradewire.marketdata.v1.Download cancelDownload(tradewire.marketdata.v1.CancelDownloadRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCancelDownloadMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service MarketDataService.
   * <pre>
   * Owns instruments, feeds and the tick store: trades, quotes, books and candles,
   * as they come and as they were. What is asked for row by row is in decimals,
   * what is asked for in bulk in columns of integers.
   * </pre>
   */
  public static final class MarketDataServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<MarketDataServiceFutureStub> {
    private MarketDataServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected MarketDataServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new MarketDataServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Gets an instrument. NOT_FOUND where there is none.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.marketdata.v1.Instrument> getInstrument(
        tradewire.marketdata.v1.GetInstrumentRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetInstrumentMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists instruments, by id.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.marketdata.v1.ListInstrumentsResponse> listInstruments(
        tradewire.marketdata.v1.ListInstrumentsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListInstrumentsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gets an instrument's ticker: prices now and of the last 24 hours.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.marketdata.v1.Ticker> getTicker(
        tradewire.marketdata.v1.GetTickerRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetTickerMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the tickers of many instruments, by instrument.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.marketdata.v1.ListTickersResponse> listTickers(
        tradewire.marketdata.v1.ListTickersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListTickersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gets an instrument's order book, with the position that StreamMarketData
     * continues it from. FAILED_PRECONDITION where no feed brings books of it.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.marketdata.v1.Book> getBook(
        tradewire.marketdata.v1.GetBookRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetBookMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists an instrument's trades, by sequence.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.marketdata.v1.ListTradesResponse> listTrades(
        tradewire.marketdata.v1.ListTradesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListTradesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists an instrument's quotes, by sequence.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.marketdata.v1.ListQuotesResponse> listQuotes(
        tradewire.marketdata.v1.ListQuotesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListQuotesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists an instrument's closed candles of one length, by open time.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.marketdata.v1.ListCandlesResponse> listCandles(
        tradewire.marketdata.v1.ListCandlesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListCandlesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists an instrument's liquidations, by sequence. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.marketdata.v1.ListLiquidationsResponse> listLiquidations(
        tradewire.marketdata.v1.ListLiquidationsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListLiquidationsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the bands of prices in which many positions would be liquidated, the
     * nearest first. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.marketdata.v1.ListLiquidationZonesResponse> listLiquidationZones(
        tradewire.marketdata.v1.ListLiquidationZonesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListLiquidationZonesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gets a perpetual's next funding and its mark price. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.marketdata.v1.Funding> getFunding(
        tradewire.marketdata.v1.GetFundingRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetFundingMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists a perpetual's past fundings, by time. Answers UNIMPLEMENTED until it
     * is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.marketdata.v1.ListFundingRatesResponse> listFundingRates(
        tradewire.marketdata.v1.ListFundingRatesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListFundingRatesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gets a feed and how it is. NOT_FOUND where there is none.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.marketdata.v1.Feed> getFeed(
        tradewire.marketdata.v1.GetFeedRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetFeedMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists feeds and how they are, by id.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.marketdata.v1.ListFeedsResponse> listFeeds(
        tradewire.marketdata.v1.ListFeedsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListFeedsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Changes the masked settings of a feed, such as what it subscribes, without a
     * hole in what stays. ABORTED where the etag is an older one. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.marketdata.v1.Feed> updateFeed(
        tradewire.marketdata.v1.UpdateFeedRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUpdateFeedMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Starts a feed that is stopped or failed. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.marketdata.v1.Feed> startFeed(
        tradewire.marketdata.v1.StartFeedRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getStartFeedMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Stops a feed, with all it received stored and published. Its instruments go
     * stale, and risk refuses what would open or enlarge. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.marketdata.v1.Feed> stopFeed(
        tradewire.marketdata.v1.StopFeedRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getStopFeedMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Creates a job that fetches a venue's history into the tick store. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.marketdata.v1.Download> createDownload(
        tradewire.marketdata.v1.CreateDownloadRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateDownloadMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gets a download and how far it is. NOT_FOUND where there is none. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.marketdata.v1.Download> getDownload(
        tradewire.marketdata.v1.GetDownloadRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetDownloadMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists downloads, newest first. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.marketdata.v1.ListDownloadsResponse> listDownloads(
        tradewire.marketdata.v1.ListDownloadsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListDownloadsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Cancels a download that is queued or running; what it stored stays.
     * FAILED_PRECONDITION once it is final. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.marketdata.v1.Download> cancelDownload(
        tradewire.marketdata.v1.CancelDownloadRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCancelDownloadMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_GET_INSTRUMENT = 0;
  private static final int METHODID_LIST_INSTRUMENTS = 1;
  private static final int METHODID_GET_TICKER = 2;
  private static final int METHODID_LIST_TICKERS = 3;
  private static final int METHODID_STREAM_TICKERS = 4;
  private static final int METHODID_GET_BOOK = 5;
  private static final int METHODID_LIST_TRADES = 6;
  private static final int METHODID_LIST_QUOTES = 7;
  private static final int METHODID_LIST_CANDLES = 8;
  private static final int METHODID_READ_HISTORY = 9;
  private static final int METHODID_STREAM_MARKET_DATA = 10;
  private static final int METHODID_LIST_LIQUIDATIONS = 11;
  private static final int METHODID_LIST_LIQUIDATION_ZONES = 12;
  private static final int METHODID_GET_FUNDING = 13;
  private static final int METHODID_LIST_FUNDING_RATES = 14;
  private static final int METHODID_GET_FEED = 15;
  private static final int METHODID_LIST_FEEDS = 16;
  private static final int METHODID_STREAM_FEEDS = 17;
  private static final int METHODID_UPDATE_FEED = 18;
  private static final int METHODID_START_FEED = 19;
  private static final int METHODID_STOP_FEED = 20;
  private static final int METHODID_CREATE_DOWNLOAD = 21;
  private static final int METHODID_GET_DOWNLOAD = 22;
  private static final int METHODID_LIST_DOWNLOADS = 23;
  private static final int METHODID_CANCEL_DOWNLOAD = 24;

  private static final class MethodHandlers<Req, Resp> implements
      io.grpc.stub.ServerCalls.UnaryMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ServerStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ClientStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.BidiStreamingMethod<Req, Resp> {
    private final AsyncService serviceImpl;
    private final int methodId;

    MethodHandlers(AsyncService serviceImpl, int methodId) {
      this.serviceImpl = serviceImpl;
      this.methodId = methodId;
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public void invoke(Req request, io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        case METHODID_GET_INSTRUMENT:
          serviceImpl.getInstrument((tradewire.marketdata.v1.GetInstrumentRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Instrument>) responseObserver);
          break;
        case METHODID_LIST_INSTRUMENTS:
          serviceImpl.listInstruments((tradewire.marketdata.v1.ListInstrumentsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListInstrumentsResponse>) responseObserver);
          break;
        case METHODID_GET_TICKER:
          serviceImpl.getTicker((tradewire.marketdata.v1.GetTickerRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Ticker>) responseObserver);
          break;
        case METHODID_LIST_TICKERS:
          serviceImpl.listTickers((tradewire.marketdata.v1.ListTickersRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListTickersResponse>) responseObserver);
          break;
        case METHODID_STREAM_TICKERS:
          serviceImpl.streamTickers((tradewire.marketdata.v1.StreamTickersRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.StreamTickersResponse>) responseObserver);
          break;
        case METHODID_GET_BOOK:
          serviceImpl.getBook((tradewire.marketdata.v1.GetBookRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Book>) responseObserver);
          break;
        case METHODID_LIST_TRADES:
          serviceImpl.listTrades((tradewire.marketdata.v1.ListTradesRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListTradesResponse>) responseObserver);
          break;
        case METHODID_LIST_QUOTES:
          serviceImpl.listQuotes((tradewire.marketdata.v1.ListQuotesRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListQuotesResponse>) responseObserver);
          break;
        case METHODID_LIST_CANDLES:
          serviceImpl.listCandles((tradewire.marketdata.v1.ListCandlesRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListCandlesResponse>) responseObserver);
          break;
        case METHODID_READ_HISTORY:
          serviceImpl.readHistory((tradewire.marketdata.v1.ReadHistoryRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ReadHistoryResponse>) responseObserver);
          break;
        case METHODID_STREAM_MARKET_DATA:
          serviceImpl.streamMarketData((tradewire.marketdata.v1.StreamMarketDataRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.StreamMarketDataResponse>) responseObserver);
          break;
        case METHODID_LIST_LIQUIDATIONS:
          serviceImpl.listLiquidations((tradewire.marketdata.v1.ListLiquidationsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListLiquidationsResponse>) responseObserver);
          break;
        case METHODID_LIST_LIQUIDATION_ZONES:
          serviceImpl.listLiquidationZones((tradewire.marketdata.v1.ListLiquidationZonesRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListLiquidationZonesResponse>) responseObserver);
          break;
        case METHODID_GET_FUNDING:
          serviceImpl.getFunding((tradewire.marketdata.v1.GetFundingRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Funding>) responseObserver);
          break;
        case METHODID_LIST_FUNDING_RATES:
          serviceImpl.listFundingRates((tradewire.marketdata.v1.ListFundingRatesRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListFundingRatesResponse>) responseObserver);
          break;
        case METHODID_GET_FEED:
          serviceImpl.getFeed((tradewire.marketdata.v1.GetFeedRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Feed>) responseObserver);
          break;
        case METHODID_LIST_FEEDS:
          serviceImpl.listFeeds((tradewire.marketdata.v1.ListFeedsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListFeedsResponse>) responseObserver);
          break;
        case METHODID_STREAM_FEEDS:
          serviceImpl.streamFeeds((tradewire.marketdata.v1.StreamFeedsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.StreamFeedsResponse>) responseObserver);
          break;
        case METHODID_UPDATE_FEED:
          serviceImpl.updateFeed((tradewire.marketdata.v1.UpdateFeedRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Feed>) responseObserver);
          break;
        case METHODID_START_FEED:
          serviceImpl.startFeed((tradewire.marketdata.v1.StartFeedRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Feed>) responseObserver);
          break;
        case METHODID_STOP_FEED:
          serviceImpl.stopFeed((tradewire.marketdata.v1.StopFeedRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Feed>) responseObserver);
          break;
        case METHODID_CREATE_DOWNLOAD:
          serviceImpl.createDownload((tradewire.marketdata.v1.CreateDownloadRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Download>) responseObserver);
          break;
        case METHODID_GET_DOWNLOAD:
          serviceImpl.getDownload((tradewire.marketdata.v1.GetDownloadRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Download>) responseObserver);
          break;
        case METHODID_LIST_DOWNLOADS:
          serviceImpl.listDownloads((tradewire.marketdata.v1.ListDownloadsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.ListDownloadsResponse>) responseObserver);
          break;
        case METHODID_CANCEL_DOWNLOAD:
          serviceImpl.cancelDownload((tradewire.marketdata.v1.CancelDownloadRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.marketdata.v1.Download>) responseObserver);
          break;
        default:
          throw new AssertionError();
      }
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public io.grpc.stub.StreamObserver<Req> invoke(
        io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        default:
          throw new AssertionError();
      }
    }
  }

  public static final io.grpc.ServerServiceDefinition bindService(AsyncService service) {
    return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
        .addMethod(
          getGetInstrumentMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.marketdata.v1.GetInstrumentRequest,
              tradewire.marketdata.v1.Instrument>(
                service, METHODID_GET_INSTRUMENT)))
        .addMethod(
          getListInstrumentsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.marketdata.v1.ListInstrumentsRequest,
              tradewire.marketdata.v1.ListInstrumentsResponse>(
                service, METHODID_LIST_INSTRUMENTS)))
        .addMethod(
          getGetTickerMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.marketdata.v1.GetTickerRequest,
              tradewire.marketdata.v1.Ticker>(
                service, METHODID_GET_TICKER)))
        .addMethod(
          getListTickersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.marketdata.v1.ListTickersRequest,
              tradewire.marketdata.v1.ListTickersResponse>(
                service, METHODID_LIST_TICKERS)))
        .addMethod(
          getStreamTickersMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              tradewire.marketdata.v1.StreamTickersRequest,
              tradewire.marketdata.v1.StreamTickersResponse>(
                service, METHODID_STREAM_TICKERS)))
        .addMethod(
          getGetBookMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.marketdata.v1.GetBookRequest,
              tradewire.marketdata.v1.Book>(
                service, METHODID_GET_BOOK)))
        .addMethod(
          getListTradesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.marketdata.v1.ListTradesRequest,
              tradewire.marketdata.v1.ListTradesResponse>(
                service, METHODID_LIST_TRADES)))
        .addMethod(
          getListQuotesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.marketdata.v1.ListQuotesRequest,
              tradewire.marketdata.v1.ListQuotesResponse>(
                service, METHODID_LIST_QUOTES)))
        .addMethod(
          getListCandlesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.marketdata.v1.ListCandlesRequest,
              tradewire.marketdata.v1.ListCandlesResponse>(
                service, METHODID_LIST_CANDLES)))
        .addMethod(
          getReadHistoryMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              tradewire.marketdata.v1.ReadHistoryRequest,
              tradewire.marketdata.v1.ReadHistoryResponse>(
                service, METHODID_READ_HISTORY)))
        .addMethod(
          getStreamMarketDataMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              tradewire.marketdata.v1.StreamMarketDataRequest,
              tradewire.marketdata.v1.StreamMarketDataResponse>(
                service, METHODID_STREAM_MARKET_DATA)))
        .addMethod(
          getListLiquidationsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.marketdata.v1.ListLiquidationsRequest,
              tradewire.marketdata.v1.ListLiquidationsResponse>(
                service, METHODID_LIST_LIQUIDATIONS)))
        .addMethod(
          getListLiquidationZonesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.marketdata.v1.ListLiquidationZonesRequest,
              tradewire.marketdata.v1.ListLiquidationZonesResponse>(
                service, METHODID_LIST_LIQUIDATION_ZONES)))
        .addMethod(
          getGetFundingMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.marketdata.v1.GetFundingRequest,
              tradewire.marketdata.v1.Funding>(
                service, METHODID_GET_FUNDING)))
        .addMethod(
          getListFundingRatesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.marketdata.v1.ListFundingRatesRequest,
              tradewire.marketdata.v1.ListFundingRatesResponse>(
                service, METHODID_LIST_FUNDING_RATES)))
        .addMethod(
          getGetFeedMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.marketdata.v1.GetFeedRequest,
              tradewire.marketdata.v1.Feed>(
                service, METHODID_GET_FEED)))
        .addMethod(
          getListFeedsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.marketdata.v1.ListFeedsRequest,
              tradewire.marketdata.v1.ListFeedsResponse>(
                service, METHODID_LIST_FEEDS)))
        .addMethod(
          getStreamFeedsMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              tradewire.marketdata.v1.StreamFeedsRequest,
              tradewire.marketdata.v1.StreamFeedsResponse>(
                service, METHODID_STREAM_FEEDS)))
        .addMethod(
          getUpdateFeedMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.marketdata.v1.UpdateFeedRequest,
              tradewire.marketdata.v1.Feed>(
                service, METHODID_UPDATE_FEED)))
        .addMethod(
          getStartFeedMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.marketdata.v1.StartFeedRequest,
              tradewire.marketdata.v1.Feed>(
                service, METHODID_START_FEED)))
        .addMethod(
          getStopFeedMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.marketdata.v1.StopFeedRequest,
              tradewire.marketdata.v1.Feed>(
                service, METHODID_STOP_FEED)))
        .addMethod(
          getCreateDownloadMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.marketdata.v1.CreateDownloadRequest,
              tradewire.marketdata.v1.Download>(
                service, METHODID_CREATE_DOWNLOAD)))
        .addMethod(
          getGetDownloadMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.marketdata.v1.GetDownloadRequest,
              tradewire.marketdata.v1.Download>(
                service, METHODID_GET_DOWNLOAD)))
        .addMethod(
          getListDownloadsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.marketdata.v1.ListDownloadsRequest,
              tradewire.marketdata.v1.ListDownloadsResponse>(
                service, METHODID_LIST_DOWNLOADS)))
        .addMethod(
          getCancelDownloadMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.marketdata.v1.CancelDownloadRequest,
              tradewire.marketdata.v1.Download>(
                service, METHODID_CANCEL_DOWNLOAD)))
        .build();
  }

  private static abstract class MarketDataServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    MarketDataServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return tradewire.marketdata.v1.MarketdataServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("MarketDataService");
    }
  }

  private static final class MarketDataServiceFileDescriptorSupplier
      extends MarketDataServiceBaseDescriptorSupplier {
    MarketDataServiceFileDescriptorSupplier() {}
  }

  private static final class MarketDataServiceMethodDescriptorSupplier
      extends MarketDataServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    MarketDataServiceMethodDescriptorSupplier(java.lang.String methodName) {
      this.methodName = methodName;
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.MethodDescriptor getMethodDescriptor() {
      return getServiceDescriptor().findMethodByName(methodName);
    }
  }

  private static volatile io.grpc.ServiceDescriptor serviceDescriptor;

  public static io.grpc.ServiceDescriptor getServiceDescriptor() {
    io.grpc.ServiceDescriptor result = serviceDescriptor;
    if (result == null) {
      synchronized (MarketDataServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new MarketDataServiceFileDescriptorSupplier())
              .addMethod(getGetInstrumentMethod())
              .addMethod(getListInstrumentsMethod())
              .addMethod(getGetTickerMethod())
              .addMethod(getListTickersMethod())
              .addMethod(getStreamTickersMethod())
              .addMethod(getGetBookMethod())
              .addMethod(getListTradesMethod())
              .addMethod(getListQuotesMethod())
              .addMethod(getListCandlesMethod())
              .addMethod(getReadHistoryMethod())
              .addMethod(getStreamMarketDataMethod())
              .addMethod(getListLiquidationsMethod())
              .addMethod(getListLiquidationZonesMethod())
              .addMethod(getGetFundingMethod())
              .addMethod(getListFundingRatesMethod())
              .addMethod(getGetFeedMethod())
              .addMethod(getListFeedsMethod())
              .addMethod(getStreamFeedsMethod())
              .addMethod(getUpdateFeedMethod())
              .addMethod(getStartFeedMethod())
              .addMethod(getStopFeedMethod())
              .addMethod(getCreateDownloadMethod())
              .addMethod(getGetDownloadMethod())
              .addMethod(getListDownloadsMethod())
              .addMethod(getCancelDownloadMethod())
              .build();
        }
      }
    }
    return result;
  }
}
